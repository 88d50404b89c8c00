package io.dyff.local.cli;

import io.dyff.local.infra.RealControlPlane;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.RunState;
import io.dyff.local.launch.Project;
import io.dyff.local.supervise.Orphans;
import io.dyff.node.process.ProcessIdentity;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends one instance, and no other. */
@Command(
        name = "down",
        description = "Ends the instance of a data folder in order; its data stays.",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = "Exit codes: 0 it is not running (any more); 73 not the data folder of an instance.")
final class DownCommand implements Callable<Integer> {
    /** Two stages, each with the grace that the supervisor gives, and the supervisor itself. */
    private static final Duration GRACE = Duration.ofSeconds(65);

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = data.existing();
        Progress progress = new Progress(spec.commandLine().getErr());
        Optional<ProcessIdentity> supervisor =
                folder.runState().map(RunState::supervisor).filter(ProcessIdentity::isAlive);
        if (supervisor.isPresent()) {
            supervisor.get().end(GRACE);
        }
        Orphans orphans = new Orphans(folder);
        boolean orphaned = !orphans.alive().isEmpty();
        orphans.end();
        RealControlPlane.endLeft(folder, Project.here());
        progress.say(
                supervisor.isPresent() || orphaned
                        ? folder.path() + " is stopped"
                        : folder.path() + " was not running");
        return ExitCode.OK;
    }
}
