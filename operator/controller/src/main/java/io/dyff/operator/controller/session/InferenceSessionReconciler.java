package io.dyff.operator.controller.session;

import io.dyff.operator.api.InferenceSession;
import io.dyff.operator.api.WorkflowStatus;
import io.dyff.operator.controller.plan.Change;
import io.dyff.operator.controller.plan.Observed;
import io.dyff.operator.controller.plan.Parts;
import io.dyff.operator.controller.plan.Plan;
import io.dyff.operator.controller.plan.Progress;
import io.dyff.operator.controller.plan.Reconciler;
import io.dyff.operator.controller.plan.SpecProblems;
import io.dyff.operator.controller.status.Conditions;
import io.dyff.operator.controller.status.Report;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves a session: a Deployment of the model's replicas behind a Service, for as long as the resource exists. */
public final class InferenceSessionReconciler implements Reconciler<InferenceSession> {

    private static final Parts<InferenceSession> PARTS =
            new Parts<>(List.of(new ServingDeployment(), new ServingService()));

    @Override
    public Class<InferenceSession> kind() {
        return InferenceSession.class;
    }

    @Override
    public List<Class<? extends HasMetadata>> children() {
        return List.of(Deployment.class, Service.class, Pod.class);
    }

    /** A session that serves has not ended. */
    @Override
    public List<String> terminal() {
        return List.of(Conditions.ERROR);
    }

    /** A session that can never start gives back what it holds; an error is final. */
    @Override
    public Plan plan(InferenceSession session, Observed observed) {
        if (Conditions.isTrue(session.getStatus(), Conditions.ERROR)) {
            return new Plan(PARTS.leftovers(session, observed), null);
        }
        Optional<String> hopeless = ServingState.hopeless(session, observed);
        if (hopeless.isPresent()) {
            return new Plan(PARTS.leftovers(session, observed), SessionReports.startFailed(hopeless.get()));
        }
        List<Change> changes = new ArrayList<>();
        Optional<Progress> blocked = PARTS.pursue(session, observed, changes);
        Report report = blocked.map(why -> SessionReports.blocked(why.message()))
                .orElseGet(() -> ServingState.report(session, observed));
        return new Plan(changes, report.with(ServingState.counts(session, observed)));
    }

    @Override
    public Optional<Instant> due(InferenceSession session, @Nullable WorkflowStatus status, Observed observed) {
        return ServingState.startDeadline(session, status, observed);
    }

    @Override
    public Plan invalid(InferenceSession session, Observed observed, String problem) {
        return new Plan(PARTS.leftovers(session, observed), SessionReports.invalid(problem));
    }

    @Override
    public Optional<String> problem(InferenceSession session) {
        return SpecProblems.common(session, "")
                .or(() -> TemplateProblems.find("spec", session.getSpec().template()));
    }

    @Override
    public InferenceSession blank() {
        return new InferenceSession();
    }
}
