package io.dyff.operator.controller.plan;

import io.dyff.operator.controller.status.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How far a part of a step is.
 *
 * @param phase what that means for the step
 * @param reason what the step reports while it runs because of this part; null when it has nothing to say
 * @param message for people
 */
public record Progress(Phase phase, @Nullable Reason reason, String message) {

    /** What a part's progress means for its step. */
    public enum Phase {
        /** The step goes on. */
        RUNNING,
        /** This part has done its work. */
        DONE,
        /** The step fails. */
        FAILED
    }

    /** The part has done its work. */
    public static final Progress DONE = new Progress(Phase.DONE, null, "");

    /** The part serves others and has nothing to say. */
    public static final Progress QUIET = new Progress(Phase.RUNNING, null, "");

    /** The part is under way. */
    public static Progress running(Reason reason, String message) {
        return new Progress(Phase.RUNNING, reason, message);
    }

    /** The part can never do its work. */
    public static Progress failed(String message) {
        return new Progress(Phase.FAILED, null, message);
    }
}
