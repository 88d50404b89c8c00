package io.dyff.local.cli;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
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

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = data.create();
        Progress progress = new Progress(spec.commandLine().getErr());
        if (detach) {
            Detached.start(folder, options.arguments(), progress);
            print(folder);
            return ExitCode.OK;
        }
        Platform.start(folder, Project.here(), options.read(), progress::say);
        print(folder);
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private void print(DataFolder folder) {
        PrintWriter out = spec.commandLine().getOut();
        Announcement announcement = Announcement.of(folder, Project.here());
        out.println(output.json() ? OutputOption.toJson(announcement) : announcement.text());
        out.flush();
    }
}
