package io.dyff.local.cli;

import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

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
            ResetCommand.class,
            BenchCommand.class,
            PythonCommand.class,
            SuperviseCommand.class,
            ExamplesCommand.class
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "Further commands of the launcher script: build (builds what is stale), test (the project's tests).",
            "Exit codes: 0 done; 1 failed; 2 wrong usage; 69 a program is missing; 73 the data folder cannot be used;"
                    + " 74 a port is taken."
        })
public final class DyffCommand {

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line as users get it: a sentence instead of a stack trace, and the exit code that goes with it. */
    static CommandLine commandLine() {
        IExecutionExceptionHandler sentences = (e, line, parsed) -> {
            if (e instanceof LocalException known) {
                line.getErr().println("dyff: " + known.sentence());
                return known.exitCode();
            }
            e.printStackTrace(line.getErr());
            return ExitCode.FAILED;
        };
        return new CommandLine(new DyffCommand())
                .setExecutionExceptionHandler(sentences)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
