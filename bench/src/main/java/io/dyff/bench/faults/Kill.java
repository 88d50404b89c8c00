package io.dyff.bench.faults;

import io.dyff.local.client.Deadline;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.RunState;
import io.dyff.local.launch.Platform;
import io.dyff.node.process.ProcessIdentity;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code kill -9}; the supervisor starts the process again.
 *
 * @param process its name when each service has one of its own
 */
record Kill(String process) implements Blow {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Override
    public void strike(Platform platform, Scene scene) throws InterruptedException {
        ProcessIdentity killed = identity(platform)
                .orElseThrow(() -> LocalException.failed("no process " + process + " runs: nothing to kill"));
        killed.handle().ifPresent(ProcessHandle::destroyForcibly);
        new Deadline(PATIENCE)
                .await("the restart of " + process, () -> identity(platform).filter(now -> !now.equals(killed)));
    }

    private Optional<ProcessIdentity> identity(Platform platform) {
        return platform.processes().stream()
                .filter(child -> child.name().equals(process))
                .map(RunState.Child::process)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
