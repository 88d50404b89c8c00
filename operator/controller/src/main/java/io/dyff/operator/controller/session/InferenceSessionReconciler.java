package io.dyff.operator.controller.session;

import io.dyff.operator.api.InferenceSession;
import io.dyff.operator.controller.workflow.Change;
import io.dyff.operator.controller.workflow.Conditions;
import io.dyff.operator.controller.workflow.Freshness;
import io.dyff.operator.controller.workflow.LevelReconciler;
import io.dyff.operator.controller.workflow.Observed;
import io.dyff.operator.controller.workflow.Parts;
import io.dyff.operator.controller.workflow.Plan;
import io.dyff.operator.controller.workflow.Progress;
import io.dyff.operator.controller.workflow.SpecProblems;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Serves a session: a Deployment of the model's replicas behind a Service, for as long as the resource exists. */
@ControllerConfiguration(name = "inferencesession", triggerReconcilerOnAllEvents = true)
public final class InferenceSessionReconciler extends LevelReconciler<InferenceSession> {

    private static final Parts<InferenceSession> PARTS =
            new Parts<>(List.of(new ServingDeployment(), new ServingService()));

    public InferenceSessionReconciler(Freshness freshness, Clock clock) {
        super(InferenceSession.class, List.of(Deployment.class, Service.class, Pod.class), freshness, clock);
    }

    /** A session that can never start gives back what it holds; an error is final. */
    @Override
    protected Plan plan(InferenceSession session, Observed observed) {
        if (Conditions.isTrue(session.getStatus(), Conditions.ERROR)) {
            return new Plan(PARTS.leftovers(session, observed), null);
        }
        Optional<String> hopeless = ServingState.hopeless(session, observed);
        if (hopeless.isPresent()) {
            return new Plan(PARTS.leftovers(session, observed), SessionReports.startFailed(hopeless.get()));
        }
        List<Change> changes = new ArrayList<>();
        Optional<Progress> blocked = PARTS.pursue(session, observed, changes);
        return new Plan(
                changes,
                blocked.map(why -> SessionReports.blocked(why.message()))
                        .orElseGet(() -> ServingState.report(session, observed)));
    }

    @Override
    protected Plan invalid(InferenceSession session, Observed observed, String problem) {
        return new Plan(PARTS.leftovers(session, observed), SessionReports.invalid(problem));
    }

    @Override
    protected Optional<String> problem(InferenceSession session) {
        return SpecProblems.common(session, "")
                .or(() -> TemplateProblems.find("spec", session.getSpec().template()));
    }

    @Override
    protected InferenceSession blank() {
        return new InferenceSession();
    }
}
