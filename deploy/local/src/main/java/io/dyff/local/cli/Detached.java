package io.dyff.local.cli;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.RunState;
import io.dyff.local.launch.LauncherProgram;
import io.dyff.local.launch.Project;
import io.dyff.node.process.ProcessIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts a supervisor that outlives this command, and waits until its instance is ready. */
final class Detached {
    private static final long POLL_MILLIS = 100;

    private Detached() {}

    static void start(DataFolder folder, List<String> options, Progress progress) throws InterruptedException {
        // Taken and given back: a folder in use is told at once, by the command that was typed.
        folder.lock().close();
        Path log = folder.log("supervisor");
        LogFollower words = LogFollower.added(log);
        Process process = new LauncherProgram(folder, Project.here()).supervisor(options, log);
        ProcessIdentity identity = ProcessIdentity.of(process.toHandle());
        while (!isReady(folder, identity)) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                words.forEachNewLine(progress::repeat);
                throw new LocalException(
                        process.exitValue() == 0 ? ExitCode.FAILED : process.exitValue(), "the platform did not start");
            }
            words.forEachNewLine(progress::repeat);
        }
    }

    private static boolean isReady(DataFolder folder, ProcessIdentity supervisor) {
        Optional<RunState> state = folder.runState();
        return state.isPresent()
                && state.get().supervisor().equals(supervisor)
                && state.get().phase().equals("ready");
    }
}
