package io.dyff.local.cli;

import io.dyff.local.demo.Demo;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.Project;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the main job, end to end, with evidence. */
@Command(
        name = "demo",
        description = {
            "Starts the platform in a scratch folder, runs an Evaluation of a real dataset through all of it, tells each"
                    + " step with evidence read from the parts, checks the output, and stops."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "Exit codes: 0 the output is complete and was checked; 1 anything else, with a sentence.",
            "On failure the scratch folder stays and is named: its logs tell more."
        })
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PlatformOptions options;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows of the dataset to use (default: all, more than 1,000).")
    private long rows = Long.MAX_VALUE;

    @Option(names = "--keep", description = "Keep the scratch folder: `dyff up --data` goes on with it.")
    private boolean keep;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Use this folder instead of a scratch folder, and keep it.")
    private @Nullable Path data;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long the story may take after the start (default: ${DEFAULT-VALUE}).",
            defaultValue = "300")
    private long timeout;

    @Override
    public Integer call() throws InterruptedException {
        if (options.read().onlyOperator()) {
            throw new LocalException(ExitCode.USAGE, "demo needs the whole platform: --only is for `dyff up`");
        }
        if (rows < 1) {
            throw new LocalException(ExitCode.USAGE, "--rows must be at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(err);
        DataFolder folder = DataFolder.create(data == null ? scratch() : data);
        Consumer<String> line = text -> {
            (output.json() ? err : out).println(text);
            (output.json() ? err : out).flush();
        };
        try {
            Demo.Result result = run(folder, progress, line);
            out.println(output.json() ? OutputOption.toJson(result) : DemoTable.of(result));
            out.flush();
        } catch (RuntimeException e) {
            err.println("dyff: the demo failed; its folder, with logs, is " + folder.path());
            throw e;
        }
        if (data == null && !keep) {
            folder.delete();
        } else {
            progress.say("kept " + folder.path());
        }
        return ExitCode.OK;
    }

    private Demo.Result run(DataFolder folder, Progress progress, Consumer<String> line) throws InterruptedException {
        Project project = Project.here();
        try (Platform platform = Platform.start(folder, project, options.read(), progress::say)) {
            progress.say("ready; uploading the dataset, registering model and service");
            Demo.Result result = new Demo(project, platform, Duration.ofSeconds(timeout), line).run(rows);
            progress.say("stopping");
            return result;
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("dyff-demo-");
        } catch (IOException e) {
            throw new LocalException(
                    ExitCode.FOLDER,
                    "no scratch folder can be made in " + System.getProperty("java.io.tmpdir") + ": " + e.getMessage(),
                    e);
        }
    }
}
