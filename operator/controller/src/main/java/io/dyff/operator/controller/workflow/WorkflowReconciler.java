package io.dyff.operator.controller.workflow;

import io.dyff.operator.api.DyffResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Reconciles a kind whose work is a table of steps. */
public abstract class WorkflowReconciler<P extends DyffResource<?>> extends LevelReconciler<P> {

    private final Workflow<P> workflow;

    protected WorkflowReconciler(Class<P> kind, Workflow<P> workflow, Freshness freshness, Clock clock) {
        super(kind, children(workflow), freshness, clock);
        this.workflow = workflow;
    }

    private static <P extends DyffResource<?>> List<Class<? extends HasMetadata>> children(Workflow<P> workflow) {
        List<Class<? extends HasMetadata>> types = new ArrayList<>();
        workflow.steps().stream()
                .flatMap(step -> step.parts().all().stream())
                .map(Part::type)
                .distinct()
                .forEach(types::add);
        types.add(Pod.class);
        return types;
    }

    @Override
    protected final Plan plan(P primary, Observed observed) {
        return workflow.plan(primary, observed);
    }

    @Override
    protected final Plan invalid(P primary, Observed observed, String problem) {
        return workflow.invalid(primary, observed, problem);
    }
}
