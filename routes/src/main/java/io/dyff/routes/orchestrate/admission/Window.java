package io.dyff.routes.orchestrate.admission;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rate's window.
 *
 * @param since from when on
 * @param before until before when; absent for a sliding window, which is open to what was created later but seen earlier
 */
record Window(Instant since, @Nullable Instant before) {

    /** The window in which something created then is counted. */
    static Window of(Quota quota, Instant createdAt) {
        Instant epoch = quota.epoch();
        if (epoch == null) {
            return new Window(createdAt.minus(quota.duration()).plusNanos(1000), null);
        }
        long length = quota.duration().toMillis();
        long cycles = Math.floorDiv(Duration.between(epoch, createdAt).toMillis(), length);
        Instant since = epoch.plusMillis(Math.multiplyExact(cycles, length));
        return new Window(since, since.plus(quota.duration()));
    }

    boolean contains(Instant time) {
        return !time.isBefore(since) && (before == null || time.isBefore(before));
    }
}
