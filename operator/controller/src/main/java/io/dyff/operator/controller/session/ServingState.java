package io.dyff.operator.controller.session;

import io.dyff.operator.api.InferenceSession;
import io.dyff.operator.api.WorkflowStatus;
import io.dyff.operator.controller.plan.Children;
import io.dyff.operator.controller.plan.Observed;
import io.dyff.operator.controller.plan.PodReports;
import io.dyff.operator.controller.status.Conditions;
import io.dyff.operator.controller.status.Reason;
import io.dyff.operator.controller.status.Report;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges a session by its Deployment and pods. "It serves" and "it is up to date" are separate facts. */
final class ServingState {

    private ServingState() {}

    /** Why the session can never start; only one that never served can be hopeless. */
    static Optional<String> hopeless(InferenceSession session, Observed observed) {
        Optional<Deployment> deployment = deployment(session, observed);
        if (deployment.isEmpty() || served(session.getStatus()) || ready(deployment.get()) > 0) {
            return Optional.empty();
        }
        return PodReports.hopeless(observed.pods(ServingDeployment.COMPONENT))
                .or(() -> condition(deployment.get(), "Progressing")
                        .filter(progressing -> "ProgressDeadlineExceeded".equals(progressing.getReason()))
                        .map(progressing -> "Deployment %s: ProgressDeadlineExceeded: %s"
                                .formatted(deployment.get().getMetadata().getName(), why(progressing, observed))));
    }

    private static String why(DeploymentCondition progressing, Observed observed) {
        String message = Objects.requireNonNullElse(progressing.getMessage(), "no replica became ready in time");
        return PodReports.hindered(observed.pods(ServingDeployment.COMPONENT))
                .map(pod -> message + "; " + pod)
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
        if (deployment.filter(ServingState::serves).isPresent()) {
            return SessionReports.available(
                    rolledOut(deployment.get(), session.getSpec().replicas()));
        }
        List<Pod> pods = observed.pods(ServingDeployment.COMPONENT);
        String message = PodReports.hindered(pods).orElse("no replica is ready");
        return served(session.getStatus())
                ? SessionReports.notAvailable("Unavailable", Reason.Unavailable, message)
                : SessionReports.notAvailable("Starting", Reason.Starting, message);
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
