package io.dyff.operator.kubectl.report;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.WorkflowStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads from objects how they are. */
public final class States {

    /** Conditions that explain a resource's state, the most telling first. */
    private static final List<String> TELLING = List.of("Stalled", "Reconciling", "Ready");

    private States() {}

    /** How the object is; empty words where an object only is there. */
    public static State of(HasMetadata object) {
        if (object.isMarkedForDeletion()) {
            return State.of("Terminating");
        }
        return switch (object) {
            case DyffResource<?> resource -> resource(resource);
            case Job job -> job(job);
            case Deployment deployment -> deployment(deployment);
            case Pod pod -> PodStates.of(pod);
            case Service service -> service(service);
            default -> State.of("");
        };
    }

    /** The condition that explains best why the resource is as it is; absent before the operator has seen it. */
    public static Optional<Condition> telling(@Nullable WorkflowStatus status) {
        List<Condition> conditions = status == null ? List.of() : status.conditions();
        return TELLING.stream()
                .flatMap(type -> conditions.stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .filter(condition -> "True".equals(condition.getStatus()) || "Ready".equals(type)))
                .findFirst();
    }

    /** Whether the resource is as its spec wants it, and nothing need be done. */
    static boolean endedWell(@Nullable WorkflowStatus status) {
        return telling(status)
                .filter(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .isPresent();
    }

    /** Whether the Job has ended like that. */
    static boolean has(Job job, String type) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(
                                condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private static State resource(DyffResource<?> resource) {
        WorkflowStatus status = resource.getStatus();
        if (status == null || status.state() == null) {
            return new State("Unseen", "the operator has not reported on it");
        }
        String reason = telling(status).map(Condition::getReason).orElse(status.reason());
        String word =
                reason == null || reason.equals(status.state()) ? status.state() : status.state() + " (" + reason + ")";
        return new State(word, telling(status).map(Condition::getMessage).orElse(""));
    }

    private static State job(Job job) {
        JobStatus status = job.getStatus();
        if (status == null) {
            return State.of("Unseen");
        }
        Optional<State> end = status.getConditions().stream()
                .filter(condition -> "True".equals(condition.getStatus()))
                .filter(condition -> List.of("Complete", "Failed", "Suspended").contains(condition.getType()))
                .map(condition -> "Failed".equals(condition.getType())
                        ? new State(
                                "Failed (" + condition.getReason() + ")",
                                Objects.requireNonNullElse(condition.getMessage(), ""))
                        : State.of(condition.getType()))
                .findFirst();
        return end.orElseGet(() -> State.of(
                "Running, %d active, %d failed".formatted(number(status.getActive()), number(status.getFailed()))));
    }

    private static State deployment(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        Integer wanted =
                deployment.getSpec() == null ? null : deployment.getSpec().getReplicas();
        String ready = "%d/%d ready".formatted(status == null ? 0 : number(status.getReadyReplicas()), number(wanted));
        String refused = status == null
                ? ""
                : status.getConditions().stream()
                        .filter(condition ->
                                "ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus()))
                        .map(condition -> condition.getReason() + ": " + condition.getMessage())
                        .findFirst()
                        .orElse("");
        return new State(ready, refused);
    }

    private static State service(Service service) {
        return State.of(
                service.getSpec() == null
                        ? ""
                        : service.getSpec().getPorts().stream()
                                .map(port -> "port " + port.getPort())
                                .collect(Collectors.joining(", ")));
    }

    private static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
