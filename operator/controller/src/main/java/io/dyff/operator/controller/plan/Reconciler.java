package io.dyff.operator.controller.plan;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.DyffSpec;
import io.dyff.operator.api.Labels;
import io.dyff.operator.api.WorkflowStatus;
import io.dyff.operator.controller.status.Conditions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operator knows of one kind: which objects belong to it, and what is to be done with them. Pure. */
public interface Reconciler<P extends DyffResource<?>> {

    /** The kind that this is for. */
    Class<P> kind();

    /** Kinds of the objects that a resource's state depends on. */
    List<Class<? extends HasMetadata>> children();

    /** Condition types that end a resource when they are True. */
    List<String> terminal();

    /** What to do, from what is there. */
    Plan plan(P primary, Observed observed);

    /** The plan for a resource that can never run. */
    Plan invalid(P primary, Observed observed, String problem);

    /** What makes the spec impossible to run, naming the field; empty when nothing does. */
    Optional<String> problem(P primary);

    /** A resource of this kind without content. */
    P blank();

    /**
     * When a resource that has not ended wants a pass although nothing happened to it; empty when never.
     *
     * @param status as this pass leaves it
     */
    default Optional<Instant> due(P primary, @Nullable WorkflowStatus status, Observed observed) {
        return Optional.empty();
    }

    /** The running pod whose log says how many rows are done; empty when there is none. */
    default Optional<Pod> tellsOfRows(P primary, Observed observed) {
        return Optional.empty();
    }

    /** How long a finished resource stays; empty when for ever. */
    default Optional<Duration> timeToLive(P primary) {
        return Optional.empty();
    }

    /** Whether the resource has ended. */
    default boolean finished(P primary) {
        return Conditions.firstTrue(primary.getStatus(), terminal()).isPresent();
    }

    /** Validates, then plans. */
    default Plan decide(P primary, Observed observed) {
        if (!finished(primary)) {
            Optional<String> problem = problem(primary);
            if (problem.isPresent()) {
                return invalid(primary, observed, problem.get());
            }
        }
        return plan(primary, observed);
    }

    /** Whether no other controller has been named for the resource. */
    default boolean concernsUs(P primary) {
        @Nullable DyffSpec spec = primary.getSpec();
        String other = spec == null ? null : spec.managedBy();
        return other == null || other.isEmpty() || other.equals(Labels.MANAGER);
    }
}
