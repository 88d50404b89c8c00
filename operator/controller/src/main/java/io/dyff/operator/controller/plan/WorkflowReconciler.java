package io.dyff.operator.controller.plan;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.DyffSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reconciles a kind whose work is a table of steps. */
public abstract class WorkflowReconciler<P extends DyffResource<?>> implements Reconciler<P> {

    private final Class<P> kind;
    private final Workflow<P> workflow;

    protected WorkflowReconciler(Class<P> kind, Workflow<P> workflow) {
        this.kind = kind;
        this.workflow = workflow;
    }

    @Override
    public final Class<P> kind() {
        return kind;
    }

    @Override
    public final List<Class<? extends HasMetadata>> children() {
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
    public final List<String> terminal() {
        return workflow.outcome().terminal();
    }

    @Override
    public final Optional<Duration> timeToLive(P primary) {
        return Optional.ofNullable(primary.getSpec())
                .map(DyffSpec::ttlSecondsAfterFinished)
                .map(Duration::ofSeconds);
    }

    @Override
    public final Optional<Pod> tellsOfRows(P primary, Observed observed) {
        return workflow.tellsOfRows(primary, observed);
    }

    @Override
    public final Plan plan(P primary, Observed observed) {
        return workflow.plan(primary, observed);
    }

    @Override
    public final Plan invalid(P primary, Observed observed, String problem) {
        return workflow.invalid(primary, observed, problem);
    }
}
