package io.dyff.operator.controller.plan;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.controller.status.Reason;
import java.util.List;

/**
 * One row of a workflow's table.
 *
 * @param condition the condition that turns True when the step has ended well
 * @param parts what the step needs, in the order it is created
 * @param failure the reason when it fails
 */
public record Step<P extends DyffResource<?>>(String condition, Parts<P> parts, Reason failure) {

    /** A step that ends when all its driving parts have done their work. */
    @SafeVarargs
    public static <P extends DyffResource<?>> Step<P> step(String condition, Part<P>... parts) {
        return new Step<>(condition, new Parts<>(List.of(parts)), Reason.StepFailed);
    }

    /** The same step with the reason that its failure has. */
    public Step<P> failsWith(Reason reason) {
        return new Step<>(condition, parts, reason);
    }
}
