package io.dyff.bench.faults;

import io.dyff.local.client.Deadline;
import io.dyff.local.launch.Platform;
import io.dyff.local.supervise.Supervisor;
import io.dyff.node.process.ProcessIdentity;
import java.time.Duration;

/**
 * A service is there twice for a while, as while a new version takes over: a second one starts beside the first, the first
 * is told to end and comes back, and the second ends.
 */
record Second(Part part) implements Blow {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Override
    public void strike(Platform platform, Scene scene) throws InterruptedException {
        try (Supervisor second = platform.second(part.name())) {
            ProcessIdentity first = part.required(platform);
            first.handle().ifPresent(ProcessHandle::destroy);
            new Deadline(PATIENCE)
                    .await(
                            "the return of " + part.name(),
                            () -> part.identity(platform)
                                    .filter(now -> !now.equals(first))
                                    .filter(now -> now.handle().isPresent()));
            platform.awaitReady();
        }
    }
}
