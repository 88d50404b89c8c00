package io.dyff.bench.faults;

import io.dyff.local.client.Deadline;
import io.dyff.local.launch.Platform;
import io.dyff.node.process.ProcessIdentity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code kill -9}; the supervisor starts the processes again.
 *
 * @param parts all at once
 * @param again how long after their start they are killed once more; zero for not at all
 */
record Kill(List<Part> parts, Duration again) implements Blow {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    static Kill once(String process) {
        return new Kill(List.of(new Part(process)), Duration.ZERO);
    }

    @Override
    public boolean losesNode() {
        // Without its database the infrastructure ends.
        return parts.contains(Part.INFRASTRUCTURE) || parts.contains(Part.POSTGRES);
    }

    @Override
    public void strike(Platform platform, Scene scene) throws InterruptedException {
        kill(platform);
        if (again.isPositive()) {
            new CountDownLatch(1).await(again.toMillis(), TimeUnit.MILLISECONDS);
            kill(platform);
        }
    }

    private void kill(Platform platform) throws InterruptedException {
        Map<Part, ProcessIdentity> killed = new LinkedHashMap<>();
        parts.forEach(part -> killed.put(part, part.required(platform)));
        killed.values().forEach(process -> process.handle().ifPresent(ProcessHandle::destroyForcibly));
        for (Map.Entry<Part, ProcessIdentity> one : killed.entrySet()) {
            new Deadline(PATIENCE)
                    .await(
                            "the restart of " + one.getKey().name(),
                            () -> one.getKey()
                                    .identity(platform)
                                    .filter(now -> !now.equals(one.getValue()))
                                    .filter(now -> now.handle().isPresent()));
        }
    }
}
