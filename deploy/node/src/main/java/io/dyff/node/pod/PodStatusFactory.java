package io.dyff.node.pod;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down a pod's state as its status; merged into the one before, so that transition times and foreign conditions stay. */
final class PodStatusFactory {

    private static final String LOOPBACK = "127.0.0.1";

    private final Clock clock;

    PodStatusFactory(Clock clock) {
        this.clock = clock;
    }

    /** @param before the status that the API server has, or null */
    PodStatus status(PodState.Snapshot state, @Nullable PodStatus before) {
        PodState.End end = state.end();
        return new PodStatusBuilder()
                .withPhase(phase(state))
                .withReason(end == null ? null : end.reason())
                .withMessage(end == null ? null : end.message())
                .withStartTime(time(state.startTime()))
                .withHostIP(LOOPBACK)
                .withPodIP(LOOPBACK)
                .addNewPodIP(LOOPBACK)
                .addNewHostIP(LOOPBACK)
                .withConditions(conditions(state, before))
                .withInitContainerStatuses(state.initContainers())
                .withContainerStatuses(state.containers())
                .build();
    }

    /** Kubernetes: Pending until every container has started once. */
    private static String phase(PodState.Snapshot state) {
        if (state.end() != null) {
            return state.end().phase();
        }
        boolean started = state.initialized() && state.containers().stream().allMatch(PodStatusFactory::everStarted);
        return started ? "Running" : "Pending";
    }

    private static boolean everStarted(ContainerStatus status) {
        return status.getState().getWaiting() == null
                || status.getLastState() != null && status.getLastState().getTerminated() != null;
    }

    private List<PodCondition> conditions(PodState.Snapshot state, @Nullable PodStatus before) {
        Map<String, PodCondition> conditions = new LinkedHashMap<>();
        if (before != null) {
            before.getConditions().forEach(condition -> conditions.put(condition.getType(), condition));
        }
        boolean done = state.end() != null && state.end().phase().equals("Succeeded");
        boolean ready = state.end() == null
                && state.initialized()
                && state.containers().stream().allMatch(each -> Boolean.TRUE.equals(each.getReady()));
        String unready = done ? "PodCompleted" : state.end() != null ? "PodFailed" : "ContainersNotReady";
        String message = ready || state.end() != null ? null : "containers with unready status: " + unreadyNames(state);
        put(conditions, "PodReadyToStartContainers", state.end() == null, null, null);
        put(
                conditions,
                "Initialized",
                state.initialized(),
                state.initialized() ? (done ? "PodCompleted" : null) : "ContainersNotInitialized",
                null);
        put(conditions, "Ready", ready, ready ? null : unready, message);
        put(conditions, "ContainersReady", ready, ready ? null : unready, message);
        put(conditions, "PodScheduled", true, null, null);
        state.extras().forEach((type, extra) -> put(conditions, type, true, extra.reason(), extra.message()));
        return new ArrayList<>(conditions.values());
    }

    private static List<String> unreadyNames(PodState.Snapshot state) {
        return state.containers().stream()
                .filter(each -> !Boolean.TRUE.equals(each.getReady()))
                .map(ContainerStatus::getName)
                .toList();
    }

    private void put(
            Map<String, PodCondition> conditions,
            String type,
            boolean value,
            @Nullable String reason,
            @Nullable String message) {
        String status = value ? "True" : "False";
        PodCondition before = conditions.get(type);
        String since = before != null && status.equals(before.getStatus()) ? before.getLastTransitionTime() : null;
        conditions.put(
                type,
                new PodConditionBuilder()
                        .withType(type)
                        .withStatus(status)
                        .withReason(reason)
                        .withMessage(message)
                        .withLastTransitionTime(since == null ? time(clock.instant()) : since)
                        .build());
    }

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
