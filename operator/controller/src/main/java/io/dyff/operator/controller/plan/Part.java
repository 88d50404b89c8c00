package io.dyff.operator.controller.plan;

import io.dyff.operator.api.DyffResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** One Kubernetes object that a workflow needs: what it should look like, and what its state means. */
public interface Part<P extends DyffResource<?>> {

    /** Kind of the object. */
    Class<? extends HasMetadata> type();

    /** The step's word for the object: its label and, unless it says otherwise, the end of its name. */
    String component();

    /** Name of the object. */
    default String name(P primary) {
        return Children.name(primary, component());
    }

    /** Whether this resource has such an object at all. */
    default boolean needed(P primary) {
        return true;
    }

    /** Whether the time has come to make the object; one that is there stays. */
    default boolean due(P primary, Observed observed) {
        return true;
    }

    /** The object as it should be. */
    HasMetadata desired(P primary);

    /** What the observed object means for its step. */
    Progress progress(P primary, Observed observed);

    /** Whether the step ends with this part; the others only serve it. */
    default boolean drives() {
        return true;
    }

    /** Whether its pod says in its log how many rows are done. */
    default boolean tellsOfRows() {
        return false;
    }

    /** What brings an existing object to what is desired; empty when it is as it should be. */
    default Optional<Change> correct(P primary, HasMetadata actual) {
        HasMetadata desired = desired(primary);
        return Drift.differs(desired, actual) ? Optional.of(new Change.Correct(desired, actual)) : Optional.empty();
    }

    /** Whether the object has to go when its step has ended. */
    boolean removedAfterwards(HasMetadata actual);
}
