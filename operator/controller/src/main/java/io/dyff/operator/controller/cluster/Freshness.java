package io.dyff.operator.controller.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows when each resource was last looked at. */
final class Freshness {

    private final Clock clock;
    private final Map<Key, Look> looks = new ConcurrentHashMap<>();

    Freshness(Clock clock) {
        this.clock = clock;
    }

    /** A pass over the resource has ended, well or not. */
    void looked(Key key, String uid) {
        looks.put(key, new Look(uid, clock.instant()));
    }

    void forget(Key key) {
        looks.remove(key);
    }

    /** Time since the last pass; before the first one, since the resource was first asked for here. */
    Duration age(Key key, String uid) {
        Instant now = clock.instant();
        Look last = looks.compute(
                key, (same, before) -> before == null || !before.uid().equals(uid) ? new Look(uid, now) : before);
        return Duration.between(last.at(), now);
    }

    private record Look(String uid, Instant at) {}
}
