package io.dyff.operator.steps.client;

import java.time.Duration;

/** The end of the time that all requests of a run have together. */
final class Deadline {

    /** Stands for no limit, and still fits a signed number of nanoseconds. */
    private static final Duration FOREVER = Duration.ofDays(365);

    private final long end;

    /** @param limit zero: no limit (the original's meaning of zero is unknown) */
    Deadline(Duration limit) {
        end = System.nanoTime() + unlessZero(limit).toNanos();
    }

    static Duration unlessZero(Duration limit) {
        return limit.isZero() ? FOREVER : limit;
    }

    Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    boolean hasPassed() {
        return remaining().isZero();
    }

    Duration capped(Duration wait) {
        Duration remaining = remaining();
        return wait.compareTo(remaining) < 0 ? wait : remaining;
    }
}
