package io.dyff.local.cli;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.RunState;
import io.dyff.node.process.ProcessIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the processes of an instance say. */
@Command(
        name = "logs",
        description = "Shows the logs of an instance: of one process, or of all with its name before each line.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = "Exit codes: 0 shown; 1 no such process; 73 not the data folder of an instance.")
final class LogsCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 300;
    private static final long NEWEST_BYTES = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--all", description = "Show them whole; without it, the newest MiB of each.")
    private boolean all;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on showing what is added, until the instance ends.")
    private boolean follow;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PROCESS",
            description = "Its name, as `dyff status` shows it.")
    private @Nullable String process;

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = data.existing();
        List<Source> sources = sources(folder);
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch never = new CountDownLatch(1);
        do {
            for (Source source : sources) {
                source.log().forEachNewLine(line -> out.println(source.prefix() + line));
            }
            out.flush();
        } while (follow && isRunning(folder) && !never.await(POLL_MILLIS, TimeUnit.MILLISECONDS));
        return ExitCode.OK;
    }

    private record Source(String prefix, LogFollower log) {}

    private LogFollower log(DataFolder folder, String name) {
        return all ? LogFollower.whole(folder.log(name)) : LogFollower.newest(folder.log(name), NEWEST_BYTES);
    }

    private List<Source> sources(DataFolder folder) {
        if (process != null) {
            Path log = folder.log(process);
            if (!Files.exists(log)) {
                throw LocalException.failed(
                        "no process '" + process + "' has a log in " + folder.path() + "; there are: " + names(folder));
            }
            return List.of(new Source("", log(folder, process)));
        }
        return names(folder).stream()
                .map(name -> new Source("%-15s| ".formatted(name), log(folder, name)))
                .toList();
    }

    private static List<String> names(DataFolder folder) {
        try (var files = Files.list(folder.file("logs"))) {
            return files.map(f -> String.valueOf(f.getFileName()))
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new LocalException(ExitCode.FOLDER, folder.file("logs") + " cannot be read", e);
        }
    }

    private static boolean isRunning(DataFolder folder) {
        Optional<ProcessIdentity> supervisor = folder.runState().map(RunState::supervisor);
        return supervisor.isPresent() && supervisor.get().isAlive();
    }
}
