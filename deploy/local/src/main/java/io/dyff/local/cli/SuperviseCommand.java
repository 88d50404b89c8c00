package io.dyff.local.cli;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.Project;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The process behind {@code up --detach}: the same supervisor, without a terminal. */
@Command(name = "supervise", hidden = true, mixinStandardHelpOptions = true)
final class SuperviseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Mixin
    private PlatformOptions options;

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = data.create();
        Progress progress = new Progress(spec.commandLine().getErr());
        Platform.start(folder, Project.here(), options.read(), progress::say);
        progress.say("ready");
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }
}
