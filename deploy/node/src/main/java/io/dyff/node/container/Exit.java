package io.dyff.node.container;

import java.time.Instant;

/**
 * How a container's program ended.
 *
 * @param code exit code; 128 + n when signal n ended it, 137 when nobody knows
 * @param finishedAt when
 * @param cause what ended it
 */
public record Exit(int code, Instant finishedAt, Cause cause) {

    /** What ended a program. */
    public enum Cause {
        /** It ended, or was ended by its pod. */
        OWN,
        /** It ended together with the agent. */
        DISRUPTED,
        /** It is gone and left no word. */
        UNKNOWN
    }

    /** Whether the program did what it had to do. One that ended because the agent did has not, whatever its code. */
    public boolean success() {
        return code == 0 && cause == Cause.OWN;
    }
}
