package io.dyff.node.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known about a running pod, kept together so that a status never mixes two moments. */
final class PodState {

    /** The end of a pod. */
    record End(
            String phase, @Nullable String reason, @Nullable String message) {}

    /** A condition that only some pods have, such as DisruptionTarget. */
    record Extra(String reason, String message) {}

    /** All of it at one moment. */
    record Snapshot(
            long version,
            Instant startTime,
            boolean initialized,
            List<ContainerStatus> initContainers,
            List<ContainerStatus> containers,
            @Nullable End end,
            Map<String, Extra> extras) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ContainerStatus> initContainers = new LinkedHashMap<>();
    private final Map<String, ContainerStatus> containers = new LinkedHashMap<>();
    private final Map<String, Extra> extras = new TreeMap<>();
    private final Instant startTime;
    private final Runnable changed;
    private boolean initialized;
    private @Nullable End end;
    private long version;

    /**
     * Begins with what the API server says, which an earlier agent wrote.
     *
     * @param changed called after each change, outside of any lock
     */
    PodState(Pod pod, Instant startTime, Runnable changed) {
        this.startTime = startTime;
        this.changed = changed;
        pod.getSpec().getInitContainers().forEach(each -> initContainers.put(each.getName(), waiting(each)));
        pod.getSpec().getContainers().forEach(each -> containers.put(each.getName(), waiting(each)));
        if (pod.getStatus() != null) {
            pod.getStatus().getInitContainerStatuses().forEach(each -> initContainers.replace(each.getName(), each));
            pod.getStatus().getContainerStatuses().forEach(each -> containers.replace(each.getName(), each));
        }
        this.initialized = initContainers.isEmpty() || pod.getStatus() != null && wasInitialized(pod.getStatus());
    }

    private static boolean wasInitialized(PodStatus status) {
        return status.getConditions().stream()
                .anyMatch(each ->
                        each.getType().equals("Initialized") && each.getStatus().equals("True"));
    }

    private static ContainerStatus waiting(Container container) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("")
                .withReady(false)
                .withStarted(false)
                .withRestartCount(0)
                .withState(new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason("PodInitializing")
                        .endWaiting()
                        .build())
                .build();
    }

    void container(String name, Consumer<ContainerStatusBuilder> change) {
        change(() -> {
            Map<String, ContainerStatus> group = containers.containsKey(name) ? containers : initContainers;
            ContainerStatusBuilder builder = new ContainerStatusBuilder(group.get(name));
            change.accept(builder);
            group.put(name, builder.build());
        });
    }

    void initialized() {
        change(() -> initialized = true);
    }

    /** The pod has ended; nothing changes its phase any more. */
    void end(String phase, @Nullable String reason, @Nullable String message) {
        change(() -> {
            if (end == null) {
                end = new End(phase, reason, message);
            }
        });
    }

    void extra(String condition, String reason, String message) {
        change(() -> extras.put(condition, new Extra(reason, message)));
    }

    Snapshot snapshot() {
        lock.lock();
        try {
            return new Snapshot(
                    version,
                    startTime,
                    initialized,
                    List.copyOf(initContainers.values()),
                    List.copyOf(containers.values()),
                    end,
                    Map.copyOf(extras));
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            version++;
        } finally {
            lock.unlock();
        }
        changed.run();
    }
}
