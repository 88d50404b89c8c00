package io.dyff.operator.kubectl.report;

import java.time.Duration;
import java.time.Instant;

/** How long something is ago, as kubectl writes it: the two largest units at most. */
final class Ages {
    private static final int TWO_MINUTES = 120;
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;

    private Ages() {}

    static String since(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < TWO_MINUTES) {
            return seconds + "s";
        }
        if (seconds < 2 * HOUR) {
            return seconds / MINUTE + "m";
        }
        return seconds < 2 * DAY ? seconds / HOUR + "h" : seconds / DAY + "d";
    }
}
