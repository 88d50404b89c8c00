package io.dyff.operator.controller.session;

import io.dyff.operator.api.DyffGroup;
import io.dyff.operator.api.InferenceSession;
import io.dyff.operator.api.WorkflowStatus;
import io.dyff.operator.controller.plan.Children;
import io.dyff.operator.controller.plan.Hindrance;
import io.dyff.operator.controller.plan.Observed;
import io.dyff.operator.controller.plan.PodReports;
import io.dyff.operator.controller.plan.Refusals;
import io.dyff.operator.controller.status.Conditions;
import io.dyff.operator.controller.status.Counts;
import io.dyff.operator.controller.status.Reason;
import io.dyff.operator.controller.status.Report;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges a session by its Deployment and pods. "It serves" and "it is up to date" are separate facts. */
final class ServingState {

    /** A little longer than the progressDeadlineSeconds of ServingDeployment.yaml, which knows better why. */
    private static final Duration START = Duration.ofMinutes(70);

    private static final String NONE_READY = "no replica is ready";

    private ServingState() {}

    /** Why the session can never start; only one that never served can be hopeless. */
    static Optional<String> hopeless(InferenceSession session, Observed observed) {
        Optional<Deployment> deployment = deployment(session, observed);
        if (deployment.isEmpty() || served(session.getStatus()) || ready(deployment.get()) > 0) {
            return Optional.empty();
        }
        return PodReports.hopeless(observed.pods(session, ServingDeployment.COMPONENT))
                .or(() -> condition(deployment.get(), "Progressing")
                        .filter(progressing -> "ProgressDeadlineExceeded".equals(progressing.getReason()))
                        .map(progressing -> "Deployment %s: ProgressDeadlineExceeded: %s"
                                .formatted(
                                        deployment.get().getMetadata().getName(),
                                        why(session, observed, progressing.getMessage()))))
                .or(() -> overdue(session, observed));
    }

    private static Optional<String> overdue(InferenceSession session, Observed observed) {
        return startDeadline(session, session.getStatus(), observed)
                .filter(deadline -> !observed.now().isBefore(deadline))
                .map(deadline -> why(
                        session, observed, "no replica became ready within %d minutes".formatted(START.toMinutes())));
    }

    /**
     * When a session that never served has to; empty when it has, or is not to. A Deployment that was scaled up from
     * nothing has no deadline of its own: for Kubernetes its roll-out was complete with no replica.
     */
    static Optional<Instant> startDeadline(
            InferenceSession session, @Nullable WorkflowStatus status, Observed observed) {
        Condition reconciling = Conditions.find(status, Conditions.RECONCILING);
        Optional<Deployment> deployment = deployment(session, observed);
        if (deployment.isEmpty()
                || reconciling == null
                || !"True".equals(reconciling.getStatus())
                || served(status)
                || session.getSpec().suspended()
                || session.getSpec().replicas() == 0) {
            return Optional.empty();
        }
        return Stream.of(Conditions.since(reconciling), created(deployment.get()))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .map(since -> since.plus(START));
    }

    private static Optional<Instant> created(Deployment deployment) {
        return Optional.ofNullable(deployment.getMetadata().getCreationTimestamp())
                .map(Instant::parse);
    }

    private static String why(InferenceSession session, Observed observed, @Nullable String verdict) {
        String message = Objects.requireNonNullElse(verdict, "no replica became ready in time");
        return PodReports.hindered(observed.pods(session, ServingDeployment.COMPONENT))
                .map(pod -> message + "; " + pod.message())
                .orElse(message);
    }

    /** The session's conditions, as its Deployment and pods are. */
    static Report report(InferenceSession session, Observed observed) {
        if (session.getSpec().suspended()) {
            return SessionReports.suspended();
        }
        if (session.getSpec().replicas() == 0) {
            return SessionReports.noReplicas();
        }
        Optional<Deployment> deployment = deployment(session, observed);
        List<Pod> pods = observed.pods(session, ServingDeployment.COMPONENT);
        Optional<Hindrance> hindrance =
                PodReports.hindered(pods).or(() -> deployment.flatMap(ServingState::refusedPods));
        if (deployment.filter(ServingState::serves).isPresent()) {
            if (rolledOut(deployment.get(), session.getSpec().replicas())) {
                return SessionReports.rolledOut();
            }
            Hindrance why = hindrance.orElse(new Hindrance(Reason.RollingOut, "some replicas are not ready yet"));
            return SessionReports.rollingOut(why.reason(), why.message());
        }
        if (served(session.getStatus())) {
            Hindrance why = hindrance.orElse(new Hindrance(Reason.Unavailable, NONE_READY));
            return SessionReports.unavailable(why.reason(), why.message());
        }
        Hindrance why = hindrance.orElse(new Hindrance(Reason.Starting, NONE_READY));
        return SessionReports.starting(why.reason(), why.message());
    }

    /**
     * What the scale subresource shows, and an autoscaler reads. Pods that do not serve yet are not counted for the session
     * of an evaluation, which nobody scales: each count is a write.
     */
    static Counts counts(InferenceSession session, Observed observed) {
        Optional<DeploymentStatus> status = deployment(session, observed).map(Deployment::getStatus);
        String selector = ServingDeployment.selector(session).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        return Counts.pods(
                DyffGroup.NULL_ID.equals(session.getSpec().id())
                        ? null
                        : status.map(DeploymentStatus::getReplicas).orElse(0),
                status.map(DeploymentStatus::getReadyReplicas).orElse(0),
                selector);
    }

    private static Optional<Deployment> deployment(InferenceSession session, Observed observed) {
        return observed.get(Deployment.class, session.getMetadata().getName())
                .filter(found -> Children.owns(session, found));
    }

    private static boolean served(@Nullable WorkflowStatus status) {
        Condition available = Conditions.find(status, Conditions.AVAILABLE);
        return available != null
                && ("True".equals(available.getStatus())
                        || Reason.Unavailable.name().equals(available.getReason()));
    }

    private static boolean serves(Deployment deployment) {
        return ready(deployment) > 0
                && condition(deployment, "Available")
                        .filter(available -> "True".equals(available.getStatus()))
                        .isPresent();
    }

    /** Why the API server takes no pods: a quota, a policy. */
    private static Optional<Hindrance> refusedPods(Deployment deployment) {
        return condition(deployment, "ReplicaFailure")
                .filter(failure -> "True".equals(failure.getStatus()))
                .map(failure ->
                        Refusals.ofPod(String.valueOf(failure.getReason()), String.valueOf(failure.getMessage())));
    }

    private static boolean rolledOut(Deployment deployment, int replicas) {
        DeploymentStatus status = deployment.getStatus();
        Long observed = status.getObservedGeneration();
        return observed != null
                && observed >= deployment.getMetadata().getGeneration()
                && Objects.equals(deployment.getSpec().getReplicas(), replicas)
                && Objects.equals(status.getUpdatedReplicas(), replicas)
                && Objects.equals(status.getReadyReplicas(), replicas)
                && Objects.equals(status.getReplicas(), replicas);
    }

    private static int ready(Deployment deployment) {
        return deployment.getStatus() == null || deployment.getStatus().getReadyReplicas() == null
                ? 0
                : deployment.getStatus().getReadyReplicas();
    }

    private static Optional<DeploymentCondition> condition(Deployment deployment, String type) {
        return deployment.getStatus() == null
                ? Optional.empty()
                : deployment.getStatus().getConditions().stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst();
    }
}
