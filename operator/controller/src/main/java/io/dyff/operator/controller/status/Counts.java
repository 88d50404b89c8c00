package io.dyff.operator.controller.status;

import io.dyff.operator.api.RowProgress;
import org.jspecify.annotations.Nullable;

/**
 * What a status counts, as far as its kind does.
 *
 * @param progress steps that have ended well, of all
 * @param rows rows of the step that runs
 * @param replicas pods that there are
 * @param readyReplicas pods that serve
 * @param selector finds the pods
 */
public record Counts(
        @Nullable String progress,
        @Nullable RowProgress rows,
        @Nullable Integer replicas,
        @Nullable Integer readyReplicas,
        @Nullable String selector) {

    /** Nothing is counted. */
    public static final Counts NONE = new Counts(null, null, null, null, null);

    /** Of steps; a single one is not worth counting. */
    public static Counts steps(int done, int all) {
        return all < 2 ? NONE : new Counts(done + "/" + all, null, null, null, null);
    }

    /** Of pods. */
    public static Counts pods(@Nullable Integer replicas, int ready, String selector) {
        return new Counts(null, null, replicas, ready, selector);
    }

    /** The same, and how far the rows of the step that runs are. */
    public Counts with(@Nullable RowProgress told) {
        return new Counts(progress, told, replicas, readyReplicas, selector);
    }
}
