package io.dyff.routes.logs;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A container whose output can be read, as its pod's status has it.
 *
 * @param container its name
 * @param runs how often it was started again
 * @param started whether it has ever run
 * @param restarted whether the run before the present one is still known
 * @param waiting why it does not run, absent for what every start passes through
 */
public record LogSource(
        Pod pod,
        String container,
        int runs,
        boolean started,
        boolean restarted,
        @Nullable String waiting) {
    private static final String COMPONENT = "dyff.io/component";
    private static final Set<String> ORDINARY = Set.of("ContainerCreating", "PodInitializing");

    /** The containers of a pod, in the order in which they run. */
    static List<LogSource> of(Pod pod) {
        if (pod.getStatus() == null) {
            return List.of();
        }
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .map(status -> of(pod, status))
                .toList();
    }

    private static LogSource of(Pod pod, ContainerStatus status) {
        ContainerState now = Optional.ofNullable(status.getState()).orElseGet(ContainerState::new);
        boolean before = status.getLastState() != null && status.getLastState().getTerminated() != null;
        boolean runsOrRan = now.getRunning() != null || now.getTerminated() != null;
        int runs = status.getRestartCount() == null ? 0 : status.getRestartCount();
        return new LogSource(pod, status.getName(), runs, runsOrRan || before, runsOrRan && before, waiting(now));
    }

    private static @Nullable String waiting(ContainerState state) {
        return Optional.ofNullable(state.getWaiting())
                .filter(waits -> waits.getReason() != null && !ORDINARY.contains(waits.getReason()))
                .map(waits ->
                        waits.getMessage() == null ? waits.getReason() : waits.getReason() + ": " + waits.getMessage())
                .orElse(null);
    }

    /** One run of it, whatever else has its pod's name. */
    public String key() {
        return pod.getMetadata().getUid() + "/" + container + "/" + runs;
    }

    public String podName() {
        return pod.getMetadata().getName();
    }

    /** The labels of its lines. */
    public Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("pod", podName());
        labels.put("container", container);
        String component = Optional.ofNullable(pod.getMetadata().getLabels())
                .map(all -> all.get(COMPONENT))
                .orElse(null);
        if (component != null) {
            labels.put("component", component);
        }
        return labels;
    }

    /** Why it does not run, as a line of the time from which on it should. */
    Optional<LogLine> waitingLine() {
        return Optional.ofNullable(waiting)
                .map(words -> new LogLine(created(), "container " + container + " waits: " + words, labels()));
    }

    Instant created() {
        String time = pod.getMetadata().getCreationTimestamp();
        return time == null ? Instant.EPOCH : Instant.parse(time);
    }
}
