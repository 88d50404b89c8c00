package io.dyff.operator.kubectl.report;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from pods how they are, or what keeps them from running. */
final class PodStates {

    /** Waiting reasons that every start passes through. */
    private static final Set<String> ORDINARY = Set.of("ContainerCreating", "PodInitializing");

    private PodStates() {}

    static State of(Pod pod) {
        PodStatus status = pod.getStatus();
        if (status == null || status.getPhase() == null) {
            return State.of("Unseen");
        }
        return symptom(pod)
                .map(found -> new State(status.getPhase() + " (" + found.word() + ")", found.message()))
                .orElseGet(() -> State.of(status.getPhase() + (ready(status) ? ", ready" : "")));
    }

    /** What is wrong with the pod, in Kubernetes' own word for it; empty when nothing is. */
    static Optional<State> symptom(Pod pod) {
        PodStatus status = pod.getStatus();
        if (status == null) {
            return Optional.empty();
        }
        return condition(status, "DisruptionTarget", "True")
                .or(() -> containers(status).flatMap(PodStates::waiting).findFirst())
                .or(() -> containers(status).flatMap(PodStates::ended).findFirst())
                .or(() -> condition(status, "PodScheduled", "False"))
                .or(() -> "Failed".equals(status.getPhase())
                        ? Optional.of(new State(or(status.getReason(), "Failed"), or(status.getMessage(), "")))
                        : Optional.empty());
    }

    /** Whether its program failed, not what it ran on. */
    static boolean failedByItself(Pod pod) {
        PodStatus status = pod.getStatus();
        return status != null
                && "Failed".equals(status.getPhase())
                && condition(status, "DisruptionTarget", "True").isEmpty();
    }

    private static Optional<State> condition(PodStatus status, String type, String value) {
        return status.getConditions().stream()
                .filter(condition -> type.equals(condition.getType()) && value.equals(condition.getStatus()))
                .map(condition -> new State(or(condition.getReason(), type), or(condition.getMessage(), "")))
                .findFirst();
    }

    private static Stream<State> waiting(ContainerStatus container) {
        return Optional.ofNullable(container.getState())
                .map(ContainerState::getWaiting)
                .filter(waiting -> waiting.getReason() != null && !ORDINARY.contains(waiting.getReason()))
                .map(waiting -> new State(waiting.getReason(), or(waiting.getMessage(), lastEnd(container))))
                .stream();
    }

    private static Stream<State> ended(ContainerStatus container) {
        return Optional.ofNullable(container.getState())
                .map(ContainerState::getTerminated)
                .filter(end -> end.getExitCode() != 0)
                .map(end -> new State(
                        or(end.getReason(), "Error"),
                        "container %s ended with exit code %d%s"
                                .formatted(
                                        container.getName(),
                                        end.getExitCode(),
                                        end.getMessage() == null ? "" : ": " + end.getMessage())))
                .stream();
    }

    /** A container that is started again and again says little while it waits; its end before did. */
    private static String lastEnd(ContainerStatus container) {
        ContainerState last = container.getLastState();
        return last == null || last.getTerminated() == null
                ? ""
                : "last exit code %d".formatted(last.getTerminated().getExitCode());
    }

    private static Stream<ContainerStatus> containers(PodStatus status) {
        return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream());
    }

    private static boolean ready(PodStatus status) {
        return condition(status, "Ready", "True").isPresent();
    }

    private static String or(@Nullable String text, String other) {
        return Objects.requireNonNullElse(text, other);
    }
}
