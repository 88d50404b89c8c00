package io.dyff.operator.controller.cluster;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures: twice as long each time, up to a limit, and never quite the same for two keys.
 *
 * @param first before the second try
 * @param most limit of the waits
 * @param random spreads each wait over its last quarter
 */
record Backoff(Duration first, Duration most, RandomGenerator random) {

    private static final int LARGEST_SHIFT = 30;

    static Backoff standard() {
        return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), RandomGenerator.of("SplittableRandom"));
    }

    /**
     * The wait after so many failures in a row.
     *
     * @param failures at least 1
     */
    Duration after(int failures) {
        Duration whole = first.multipliedBy(1L << Math.min(failures - 1, LARGEST_SHIFT));
        Duration capped = whole.compareTo(most) < 0 ? whole : most;
        return capped.minusNanos((long) (capped.toNanos() / 4.0 * random.nextDouble()));
    }
}
