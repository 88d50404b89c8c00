package io.dyff.node.pod;

import java.time.Duration;

/** How long a container waits before it starts again: 1 s, doubling to 60 s, from the beginning after a good run. */
final class RestartBackoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final Duration GOOD_RUN = Duration.ofMinutes(2);

    private Duration next = FIRST;

    /** @param ran how long the run before took */
    Duration after(Duration ran) {
        if (ran.compareTo(GOOD_RUN) >= 0) {
            next = FIRST;
        }
        Duration wait = next;
        next = next.multipliedBy(2).compareTo(MOST) > 0 ? MOST : next.multipliedBy(2);
        return wait;
    }
}
