package io.dyff.operator.controller.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the caches must have heard of before a key's next pass: our own writes, so that no pass repeats them. */
final class Expectations {

    /** A watch that is so far behind is broken; the next write will find out. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Expectations.class);

    private final Map<Key, List<Expectation>> pending = new ConcurrentHashMap<>();
    private final View view;
    private final Clock clock;

    Expectations(View view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    /** The written object, in this version or a later one, or its deletion. */
    void written(Key key, HasMetadata object) {
        expect(key, object, version(object.getMetadata().getResourceVersion()));
    }

    /** The end of the object, or that it is on its way there. */
    void deleted(Key key, HasMetadata object) {
        expect(key, object, Long.MAX_VALUE);
    }

    /** Whether the caches show everything that was written for the key. */
    boolean met(Key key) {
        return pending.computeIfPresent(key, (same, all) -> unmet(key, all)) == null;
    }

    void forget(Key key) {
        pending.remove(key);
    }

    private void expect(Key key, HasMetadata object, long version) {
        Expectation expectation = new Expectation(
                object.getClass(),
                object.getMetadata().getName(),
                object.getMetadata().getUid(),
                version,
                clock.instant());
        pending.compute(key, (same, before) -> {
            List<Expectation> all = before == null ? new ArrayList<>() : before;
            all.removeIf(expectation::replaces);
            all.add(expectation);
            return all;
        });
    }

    /** What is left of the list; null when nothing is. */
    @SuppressWarnings("NullAway") // null removes the entry of a map
    private List<Expectation> unmet(Key key, List<Expectation> all) {
        all.removeIf(expectation -> met(expectation) || overdue(key, expectation));
        return all.isEmpty() ? null : all;
    }

    private boolean met(Expectation expected) {
        Optional<? extends HasMetadata> shown = view.get(expected.type(), expected.name());
        if (expected.end()) {
            return shown.filter(object ->
                            expected.uid().equals(object.getMetadata().getUid()) && !object.isMarkedForDeletion())
                    .isEmpty();
        }
        return shown.map(object -> version(object.getMetadata().getResourceVersion()))
                        .filter(version -> version >= expected.version())
                        .isPresent()
                || view.reached(expected.type(), expected.version());
    }

    private boolean overdue(Key key, Expectation expected) {
        boolean overdue = clock.instant().isAfter(expected.since().plus(PATIENCE));
        if (overdue) {
            LOG.warn("{}: no cache shows what became of {} {}", key, expected.type(), expected.name());
        }
        return overdue;
    }

    /** Versions are numbers that grow, of one kind in one namespace (Kubernetes since 1.35 promises it). */
    static long version(String resourceVersion) {
        return Long.parseLong(resourceVersion);
    }

    /** What the caches show. */
    interface View {

        /** The object of that name. */
        <T extends HasMetadata> Optional<T> get(Class<T> type, String name);

        /** Whether everything that happened to objects of the kind up to this version is shown. */
        boolean reached(Class<? extends HasMetadata> type, long version);
    }

    /** @param version the least that will do; the largest number stands for the end */
    private record Expectation(
            Class<? extends HasMetadata> type, String name, String uid, long version, Instant since) {

        boolean end() {
            return version == Long.MAX_VALUE;
        }

        boolean replaces(Expectation earlier) {
            return type.equals(earlier.type()) && uid.equals(earlier.uid()) && version >= earlier.version();
        }
    }
}
