package io.dyff.routes.orchestrate.admission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who may act on a decision, and until when.
 *
 * @param owner who claimed it last
 * @param until when somebody may claim it next
 * @param attempts how often it was claimed; with the owner it fences off earlier claims
 */
public record Lease(@Nullable String owner, Instant until, int attempts) {
    /** Nobody has it. */
    public static final Lease FREE = new Lease(null, Instant.EPOCH, 0);

    boolean isHeld(Instant now) {
        return until.isAfter(now);
    }

    Lease until(Instant time) {
        return new Lease(owner, time, attempts);
    }
}
