package io.dyff.operator.kubectl.report;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.WorkflowStatus;
import io.dyff.operator.kubectl.cluster.Reference;
import io.dyff.operator.kubectl.cluster.Snapshot;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks through a snapshot for what is wrong, from the pods, which know best, up to the resource itself. */
final class Findings {

    private Findings() {}

    static List<Finding> of(Snapshot snapshot) {
        if (States.endedWell(snapshot.primary().getStatus())) {
            return resource(snapshot.primary()).toList();
        }
        return Stream.of(
                        snapshot.uses().stream()
                                .filter(used -> goesOn(snapshot.primary()))
                                .flatMap(Findings::used),
                        snapshot.pods().stream().flatMap(pod -> pod(pod, snapshot)),
                        snapshot.of(Job.class).flatMap(job -> job(job, snapshot)),
                        snapshot.of(Deployment.class).flatMap(Findings::deployment),
                        snapshot.objects().stream()
                                .filter(DyffResource.class::isInstance)
                                .flatMap(child -> resource((DyffResource<?>) child)),
                        resource(snapshot.primary()))
                .flatMap(found -> found)
                .distinct()
                .toList();
    }

    /** What it used is another's business when it has ended. */
    private static boolean goesOn(DyffResource<?> primary) {
        return States.telling(primary.getStatus())
                .filter(condition -> !"Reconciling".equals(condition.getType()))
                .isEmpty();
    }

    private static Stream<Finding> used(Reference reference) {
        return reference.resource() == null
                ? Stream.of(new Finding(reference.words(), "Missing", "there is none of that name in the namespace"))
                : resource(Objects.requireNonNull(reference.resource()));
    }

    private static Stream<Finding> pod(Pod pod, Snapshot snapshot) {
        Optional<Job> job =
                snapshot.of(Job.class).filter(owner -> owns(owner, pod)).findFirst();
        return PodStates.symptom(pod)
                .flatMap(symptom -> job.isEmpty() ? Optional.of(symptom) : inItsJob(pod, symptom, job.get()))
                .map(state -> finding(pod, state.word(), state.message()))
                .stream();
    }

    /** While the Job goes on, a pod that failed was an attempt; when it is complete, none of them matters any more. */
    private static Optional<State> inItsJob(Pod pod, State symptom, Job job) {
        if (States.has(job, "Complete")) {
            return Optional.empty();
        }
        return PodStates.failedByItself(pod) && !States.has(job, "Failed")
                ? Optional.of(new State("AttemptFailed", symptom.message()))
                : Optional.of(symptom);
    }

    private static boolean owns(HasMetadata owner, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference ->
                        reference.getUid().equals(owner.getMetadata().getUid()));
    }

    /** Kubernetes says only in events that it may not make the pods of a Job. */
    private static Stream<Finding> job(Job job, Snapshot snapshot) {
        Stream<Finding> failed = job.getStatus() == null
                ? Stream.empty()
                : job.getStatus().getConditions().stream()
                        .filter(condition ->
                                "Failed".equals(condition.getType()) && "True".equals(condition.getStatus()))
                        .map(condition -> finding(job, condition.getReason(), condition.getMessage()));
        boolean podless = snapshot.pods().stream().noneMatch(pod -> owns(job, pod));
        Stream<Finding> refused = podless
                ? about(job, snapshot)
                        .filter(event -> "FailedCreate".equals(event.getReason()))
                        .reduce((a, b) -> b)
                        .stream()
                        .map(event -> finding(job, event.getReason(), event.getMessage()))
                : Stream.empty();
        return Stream.concat(failed, refused);
    }

    private static Stream<Event> about(HasMetadata object, Snapshot snapshot) {
        return snapshot.events().stream()
                .filter(event -> Objects.equals(
                        event.getInvolvedObject().getUid(), object.getMetadata().getUid()));
    }

    private static Stream<Finding> deployment(Deployment deployment) {
        return deployment.getStatus() == null
                ? Stream.empty()
                : deployment.getStatus().getConditions().stream()
                        .filter(condition ->
                                "ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus())
                                        || "ProgressDeadlineExceeded".equals(condition.getReason()))
                        .map(condition -> finding(deployment, condition.getReason(), condition.getMessage()));
    }

    private static Stream<Finding> resource(DyffResource<?> resource) {
        WorkflowStatus status = resource.getStatus();
        String manager = resource.getSpec() == null ? null : resource.getSpec().managedBy();
        if (status == null || status.state() == null) {
            return Stream.of(
                    manager == null || manager.isEmpty()
                            ? finding(resource, "Unseen", "the operator has not reported on it")
                            : finding(resource, "ManagedBy", "spec.managedBy leaves it to " + manager));
        }
        Long generation = resource.getMetadata().getGeneration();
        Stream<Finding> unseen = generation != null && !generation.equals(status.observedGeneration())
                ? Stream.of(finding(
                        resource,
                        "ChangeUnseen",
                        "the operator has reported on generation %s of %s"
                                .formatted(status.observedGeneration(), generation)))
                : Stream.empty();
        Optional<Condition> condition = States.telling(status);
        return Stream.concat(
                unseen, condition.map(told -> finding(resource, told.getReason(), told.getMessage())).stream());
    }

    private static Finding finding(HasMetadata object, String symptom, @Nullable String message) {
        return new Finding(
                object.getKind() + "/" + object.getMetadata().getName(),
                String.valueOf(symptom),
                Objects.requireNonNullElse(message, "").strip());
    }
}
