package io.dyff.local.cli;

import io.dyff.local.launch.Project;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The launcher, from the moment a JDK runs it. */
@Command(
        name = "dyff",
        description = "The Dyff platform on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            AdminCommand.class,
            RoutesCommand.class,
            ResetCommand.class,
            BenchCommand.class,
            FaultsCommand.class,
            PythonCommand.class,
            SuiteCommand.class,
            SuperviseCommand.class,
            ExamplesCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = DyffCommand.Version.class,
        footerHeading = "%n",
        footer = {
            "Further commands of the launcher script: build (builds what is stale), test (the project's tests), images (what a"
                    + " cluster pulls), release (the images, and a zip for machines like this one), kubectl (what kubectl-dyff in operator/kubectl/bin starts),"
                    + " verify (whether an attestation holds) and prove (that a row is among those that are attested).",
            "Exit codes: 0 done; 1 failed; 2 wrong usage; 69 a program is missing; 73 the data folder cannot be used;"
                    + " 74 a port is taken."
        })
public final class DyffCommand {

    /** Commands that pass the rest of their line to another program. */
    private static final List<String> PASSING = List.of("admin", "bench", "faults", "python");

    /** The build that runs. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"dyff, build " + Project.here().buildId().orElse("of a test")};
        }
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line as users get it. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new DyffCommand())
                .setExecutionExceptionHandler(new Sentences())
                .setCaseInsensitiveEnumValuesAllowed(true);
        line.getSubcommands().forEach((name, command) -> {
            if (PASSING.contains(name)) {
                command.setStopAtPositional(true).setUnmatchedOptionsArePositionalParams(true);
            }
        });
        return line;
    }
}
