package io.dyff.operator.controller.plan;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads from pods, for people, why they do not run or how they ended. */
public final class PodReports {

    /** Waiting reasons that no time cures. */
    private static final Set<String> HOPELESS =
            Set.of("ErrImageNeverPull", "InvalidImageName", "CreateContainerConfigError");

    /** Waiting reasons that every start passes through. */
    private static final Set<String> ORDINARY = Set.of("ContainerCreating", "PodInitializing");

    private static final int MESSAGE_LENGTH = 1024;

    private PodReports() {}

    /** A pod that can never start, and why. */
    public static Optional<String> hopeless(List<Pod> pods) {
        return waiting(pods, HOPELESS, true);
    }

    /** A pod that is kept from starting, and why. */
    public static Optional<String> hindered(List<Pod> pods) {
        return waiting(pods, ORDINARY, false);
    }

    /** How the last failed pod ended: its exit code and its last words. */
    public static Optional<String> lastFailure(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null
                        && "Failed".equals(pod.getStatus().getPhase()))
                .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .map(PodReports::ending);
    }

    private static Optional<String> waiting(List<Pod> pods, Set<String> reasons, boolean within) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null && !pod.isMarkedForDeletion())
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream()
                        .map(ContainerStatus::getState)
                        .filter(state -> state != null && state.getWaiting() != null)
                        .map(ContainerState::getWaiting)
                        .filter(state -> state.getReason() != null && reasons.contains(state.getReason()) == within)
                        .map(state -> waiting(pod, state)))
                .sorted()
                .findFirst();
    }

    private static String waiting(Pod pod, ContainerStateWaiting state) {
        String message = state.getMessage() == null ? "" : ": " + state.getMessage();
        return shorten("pod %s: %s%s".formatted(pod.getMetadata().getName(), state.getReason(), message));
    }

    private static String ending(Pod pod) {
        String name = pod.getMetadata().getName();
        for (ContainerStatus container : pod.getStatus().getContainerStatuses()) {
            ContainerStateTerminated end =
                    container.getState() == null ? null : container.getState().getTerminated();
            if (end != null) {
                String words =
                        end.getMessage() == null ? "" : ": " + end.getMessage().strip();
                return shorten("pod %s ended with exit code %d%s".formatted(name, end.getExitCode(), words));
            }
        }
        String words = pod.getStatus().getMessage() == null
                ? ""
                : ": " + pod.getStatus().getMessage();
        return shorten("pod %s failed%s".formatted(name, words));
    }

    private static String shorten(String text) {
        return text.length() <= MESSAGE_LENGTH ? text : text.substring(0, MESSAGE_LENGTH - 1) + "…";
    }
}
