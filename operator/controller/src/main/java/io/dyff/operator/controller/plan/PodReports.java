package io.dyff.operator.controller.plan;

import io.dyff.operator.controller.status.Reason;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from pods, for people, why they do not run or how they ended. */
public final class PodReports {

    /** Waiting reasons that no time cures. */
    private static final Set<String> HOPELESS =
            Set.of("ErrImageNeverPull", "InvalidImageName", "CreateContainerConfigError");

    /** What a waiting reason means; of all others nothing is known but that the pod waits. */
    private static final Map<String, Reason> REASONS = Map.of(
            "ErrImagePull", Reason.ImagePullFailed,
            "ImagePullBackOff", Reason.ImagePullFailed,
            "ErrImageNeverPull", Reason.ImagePullFailed,
            "InvalidImageName", Reason.ImagePullFailed,
            "ImageInspectError", Reason.ImagePullFailed,
            "RegistryUnavailable", Reason.ImagePullFailed,
            "SignatureValidationFailed", Reason.ImagePullFailed,
            "CreateContainerConfigError", Reason.ContainerConfigError);

    /** Waiting reasons that every start passes through. */
    private static final Set<String> ORDINARY = Set.of("ContainerCreating", "PodInitializing");

    private static final int MESSAGE_LENGTH = 1024;

    private PodReports() {}

    /** A pod that can never start, and why. */
    public static Optional<String> hopeless(List<Pod> pods) {
        return waiting(pods, HOPELESS, true).map(Hindrance::message);
    }

    /** A pod that is kept from starting or was taken away, and why. */
    public static Optional<Hindrance> hindered(List<Pod> pods) {
        return waiting(pods, ORDINARY, false).or(() -> unscheduled(pods)).or(() -> disrupted(pods));
    }

    /** How the last failed pod ended: its exit code and its last words. */
    public static Optional<String> lastFailure(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null
                        && "Failed".equals(pod.getStatus().getPhase()))
                .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .map(PodReports::ending);
    }

    /** The newest pod that runs. */
    static Optional<Pod> running(List<Pod> pods) {
        return present(pods)
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()));
    }

    /** Whether a pod has not ended yet, as far as is known, and is not on its way out. */
    static boolean anyRuns(List<Pod> pods) {
        return present(pods)
                .anyMatch(pod -> !List.of("Failed", "Succeeded")
                        .contains(String.valueOf(pod.getStatus().getPhase())));
    }

    /** A pod that no node can take, and why. */
    private static Optional<Hindrance> unscheduled(List<Pod> pods) {
        return first(present(pods)
                .flatMap(pod -> conditions(pod, "PodScheduled", "False")
                        .filter(condition -> "Unschedulable".equals(condition.getReason()))
                        .map(condition ->
                                hindrance(Reason.Unschedulable, pod, condition.getReason(), condition.getMessage()))));
    }

    /** The newest pod that was taken away, as long as no other one runs in its place. */
    private static Optional<Hindrance> disrupted(List<Pod> pods) {
        if (present(pods)
                .anyMatch(pod -> "Running".equals(pod.getStatus().getPhase())
                        && conditions(pod, "DisruptionTarget", "True").findAny().isEmpty())) {
            return Optional.empty();
        }
        return pods.stream()
                .filter(pod -> pod.getStatus() != null)
                .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                        .reversed())
                .flatMap(pod -> conditions(pod, "DisruptionTarget", "True")
                        .map(condition ->
                                hindrance(Reason.Disrupted, pod, condition.getReason(), condition.getMessage())))
                .findFirst();
    }

    private static Stream<PodCondition> conditions(Pod pod, String type, String status) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()) && status.equals(condition.getStatus()));
    }

    private static Optional<Hindrance> waiting(List<Pod> pods, Set<String> reasons, boolean within) {
        return first(present(pods)
                .flatMap(pod -> containers(pod)
                        .map(ContainerStatus::getState)
                        .filter(state -> state != null && state.getWaiting() != null)
                        .map(ContainerState::getWaiting)
                        .filter(state -> state.getReason() != null && reasons.contains(state.getReason()) == within)
                        .map(state -> hindrance(
                                REASONS.getOrDefault(state.getReason(), Reason.PodWaiting),
                                pod,
                                state.getReason(),
                                state.getMessage()))));
    }

    /** Of several always the same: a status that changes with every pass would be written with every pass. */
    private static Optional<Hindrance> first(Stream<Hindrance> found) {
        return found.min(Comparator.comparing(Hindrance::message));
    }

    private static Hindrance hindrance(Reason reason, Pod pod, String word, @Nullable String message) {
        return new Hindrance(reason, words(pod, word, message));
    }

    private static Stream<Pod> present(List<Pod> pods) {
        return pods.stream().filter(pod -> pod.getStatus() != null && !pod.isMarkedForDeletion());
    }

    /** In the order in which they run. */
    private static Stream<ContainerStatus> containers(Pod pod) {
        return Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream());
    }

    private static String words(Pod pod, String reason, @Nullable String message) {
        return shorten("pod %s: %s%s".formatted(pod.getMetadata().getName(), reason, after(message)));
    }

    private static String ending(Pod pod) {
        String name = pod.getMetadata().getName();
        return containers(pod)
                .map(container -> container.getState() == null
                        ? null
                        : container.getState().getTerminated())
                // Of several that ran one after the other, those that ended well had no part in the failure.
                .filter(end -> end != null && end.getExitCode() != 0)
                .findFirst()
                .map(end -> shorten(
                        "pod %s ended with exit code %d%s".formatted(name, end.getExitCode(), after(end.getMessage()))))
                .orElseGet(() -> shorten(
                        "pod %s failed%s".formatted(name, after(pod.getStatus().getMessage()))));
    }

    private static String after(@Nullable String words) {
        return words == null ? "" : ": " + words.strip();
    }

    private static String shorten(String text) {
        return text.length() <= MESSAGE_LENGTH ? text : text.substring(0, MESSAGE_LENGTH - 1) + "…";
    }
}
