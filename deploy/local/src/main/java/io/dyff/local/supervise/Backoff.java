package io.dyff.local.supervise;

import java.time.Duration;

/** How long a process that keeps dying waits for its next start: 0.5 s, doubled each time, at most 30 s. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** A process that lived this long starts again without a grudge. */
    static final Duration FORGIVEN = Duration.ofSeconds(60);

    private int deaths;

    Duration next(Duration lived) {
        if (lived.compareTo(FORGIVEN) >= 0) {
            deaths = 0;
        }
        Duration wait = FIRST.multipliedBy(1L << Math.min(deaths, 10));
        deaths++;
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
