package io.dyff.operator.kubectl.report;

import io.dyff.operator.api.Labels;
import io.dyff.operator.kubectl.cluster.Snapshot;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the containers that a step runs in: a step is a Job or Deployment of its own, or one container of a Job. */
public final class Steps {

    /**
     * A container and whether it has anything to say yet.
     *
     * @param pod that it belongs to
     * @param container its name
     */
    public record Log(Pod pod, String container) {

        /** Whether the container has been started. */
        public boolean started() {
            return Stream.concat(
                            pod.getStatus().getInitContainerStatuses().stream(),
                            pod.getStatus().getContainerStatuses().stream())
                    .filter(status -> status.getName().equals(container) && status.getState() != null)
                    .anyMatch(status -> status.getState().getRunning() != null
                            || status.getState().getTerminated() != null
                            || status.getRestartCount() != null && status.getRestartCount() > 0);
        }
    }

    private Steps() {}

    /** The steps that have pods, by the names that {@link #logs} takes. */
    public static List<String> names(Snapshot snapshot) {
        return snapshot.pods().stream()
                .flatMap(pod ->
                        Stream.concat(Stream.of(component(pod)), containers(pod).map(Container::getName)))
                .distinct()
                .toList();
    }

    /** The newest step that has pods, which runs or ended last; empty when there is none. */
    public static List<Log> newest(Snapshot snapshot) {
        return snapshot.pods().stream()
                .max(Comparator.comparing(Steps::created)
                        .thenComparing(pod -> pod.getMetadata().getName()))
                .map(pod -> logs(snapshot, component(pod)))
                .orElse(List.of());
    }

    /** The containers of a step: of a Job's, those of its newest pod; of a Deployment's, those of all pods. */
    public static List<Log> logs(Snapshot snapshot, String step) {
        List<Pod> pods = snapshot.pods().stream()
                .filter(pod -> component(pod).equals(step)
                        || containers(pod)
                                .anyMatch(container -> container.getName().equals(step)))
                .sorted(Comparator.comparing(Steps::created))
                .toList();
        List<Pod> shown = pods.stream().anyMatch(Steps::ofJob) ? List.of(pods.getLast()) : pods;
        return shown.stream()
                .flatMap(pod -> containers(pod)
                        .filter(container -> component(pod).equals(step)
                                || container.getName().equals(step))
                        .map(container -> new Log(pod, container.getName())))
                .toList();
    }

    private static boolean ofJob(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream().anyMatch(owner -> "Job".equals(owner.getKind()));
    }

    /** In the order in which they run. */
    private static Stream<Container> containers(Pod pod) {
        return Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream());
    }

    private static String component(HasMetadata pod) {
        return pod.getMetadata().getLabels().getOrDefault(Labels.COMPONENT, "");
    }

    private static String created(HasMetadata pod) {
        return String.valueOf(pod.getMetadata().getCreationTimestamp());
    }
}
