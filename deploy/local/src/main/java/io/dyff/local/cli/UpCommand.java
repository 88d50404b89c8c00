package io.dyff.local.cli;

import io.dyff.local.client.ExampleEntities;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.launch.LauncherProgram;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.Project;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the platform and keeps it running. */
@Command(
        name = "up",
        description = "Starts the platform in a data folder that survives restarts, and keeps it running.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "A process that dies is started again, and said so. Ctrl-C, or `dyff down`, ends the platform in order.",
            "Exit codes: 0 ended as asked; 1 something did not start; 73 folder unusable; 74 port taken."
        })
final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Mixin
    private PlatformOptions options;

    @Mixin
    private OutputOption output;

    @Option(names = "--detach", description = "Return when everything is ready, and leave the platform running.")
    private boolean detach;

    @Option(
            names = "--no-examples",
            description = "Do not upload the example dataset, model and service at the first start.")
    private boolean noExamples;

    @Override
    public Integer call() throws Exception {
        DataFolder folder = data.create();
        Progress progress = new Progress(spec.commandLine().getErr());
        boolean examples = !noExamples && !options.read().onlyOperator();
        if (detach) {
            Detached.start(folder, options.arguments(), progress);
            if (examples) {
                new ExampleEntities(folder, Project.here()).ensure();
            }
            print(folder);
            return ExitCode.OK;
        }
        Platform.start(folder, Project.here(), options.read(), progress::say);
        if (examples && folder.settings().examples() == null) {
            new LauncherProgram(folder, Project.here()).run("examples");
        }
        print(folder);
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private void print(DataFolder folder) {
        PrintWriter out = spec.commandLine().getOut();
        Announcement announcement = Announcement.of(folder);
        out.println(
                output.json()
                        ? OutputOption.toJson(announcement)
                        : announcement.text(folder.settings().examples(), Project.here()));
        out.flush();
    }
}
