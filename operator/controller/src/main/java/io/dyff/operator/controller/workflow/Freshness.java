package io.dyff.operator.controller.workflow;

import io.dyff.operator.api.DyffResource;
import io.javaoperatorsdk.operator.processing.event.source.controller.ControllerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows when each resource was last reconciled, and shows the neglected ones to the framework once more.
 *
 * <p>The Operator SDK 5.2.3 can lose a resource that is in its cache: one that is deleted and created again at once
 * loses the second creation, because the pass for the deletion drops what came meanwhile; others stay marked as being
 * processed (java-operator-sdk issue 3416). The caches are the truth, so they are compared with the passes.
 */
public final class Freshness {

    private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);

    private static final Duration FIRST_PASS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_REMINDERS = Duration.ofSeconds(30);

    private final Clock clock;
    private final Duration resync;
    private final int threads;
    private final AtomicInteger running = new AtomicInteger();
    private final List<ControllerEventSource<? extends DyffResource<?>>> sources = new CopyOnWriteArrayList<>();
    private final Map<String, Track> tracks = new ConcurrentHashMap<>();

    /**
     * @param resync longest time between two passes over an unfinished resource
     * @param threads passes that may run at the same time
     */
    public Freshness(Clock clock, Duration resync, int threads) {
        this.clock = clock;
        this.resync = resync;
        this.threads = threads;
    }

    void watch(ControllerEventSource<? extends DyffResource<?>> source) {
        sources.add(source);
    }

    void begin() {
        running.incrementAndGet();
    }

    void reconciled(DyffResource<?> primary) {
        running.decrementAndGet();
        Instant now = clock.instant();
        tracks.compute(
                primary.getMetadata().getUid(),
                (uid, track) ->
                        new Track(track == null ? now : track.seen(), now, track == null ? null : track.reminded()));
    }

    void forget(DyffResource<?> primary) {
        tracks.remove(primary.getMetadata().getUid());
    }

    /** Age of the last pass of every unfinished resource, by {@code Kind/name}. */
    public Map<String, Duration> ages() {
        Instant now = clock.instant();
        Map<String, Duration> ages = new LinkedHashMap<>();
        for (ControllerEventSource<? extends DyffResource<?>> source : sources) {
            ours(source).stream()
                    .filter(Freshness::unfinished)
                    .forEach(resource -> ages.put(
                            resource.getKind() + "/" + resource.getMetadata().getName(),
                            Duration.between(track(resource, now).newest(), now)));
        }
        return ages;
    }

    /** Reminds the framework of resources that it seems to have forgotten. */
    public void remind() {
        Instant now = clock.instant();
        Set<String> present = new HashSet<>();
        for (ControllerEventSource<? extends DyffResource<?>> source : sources) {
            present.addAll(remind(source, now));
        }
        tracks.keySet().retainAll(present);
    }

    private <P extends DyffResource<?>> Set<String> remind(ControllerEventSource<P> source, Instant now) {
        Set<String> present = new HashSet<>();
        for (P resource : ours(source)) {
            Track track = track(resource, now);
            present.add(resource.getMetadata().getUid());
            if (neglected(resource, track, now)) {
                tracks.put(resource.getMetadata().getUid(), new Track(track.seen(), track.passed(), now));
                LOG.warn(
                        "{} {} was forgotten",
                        resource.getKind(),
                        resource.getMetadata().getName());
                source.eventReceived(ResourceAction.ADDED, resource, null, null);
            }
        }
        return present;
    }

    private boolean neglected(DyffResource<?> resource, Track track, Instant now) {
        if (track.reminded() != null && now.isBefore(track.reminded().plus(BETWEEN_REMINDERS))) {
            return false;
        }
        return track.passed() == null
                ? idle() && now.isAfter(track.seen().plus(FIRST_PASS))
                : unfinished(resource) && now.isAfter(track.passed().plus(resync.multipliedBy(2)));
    }

    /** While most threads are busy, whoever waits for a first pass may just stand in the queue. */
    private boolean idle() {
        return running.get() <= threads / 2;
    }

    private Track track(DyffResource<?> resource, Instant now) {
        return tracks.computeIfAbsent(resource.getMetadata().getUid(), uid -> new Track(now, null, null));
    }

    private static <P extends DyffResource<?>> List<P> ours(ControllerEventSource<P> source) {
        return source.list(resource -> !resource.isMarkedForDeletion() && LevelReconciler.concernsUs(resource))
                .toList();
    }

    private static boolean unfinished(DyffResource<?> resource) {
        return Conditions.finishedAt(resource.getStatus()).isEmpty();
    }

    /**
     * What is known of one resource.
     *
     * @param seen when it was first found in a cache
     * @param passed when it was last reconciled
     * @param reminded when the framework was last told of it
     */
    private record Track(
            Instant seen,
            @Nullable Instant passed,
            @Nullable Instant reminded) {

        Instant newest() {
            return passed == null ? seen : passed;
        }
    }
}
