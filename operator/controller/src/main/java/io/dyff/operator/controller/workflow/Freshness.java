package io.dyff.operator.controller.workflow;

import io.dyff.operator.api.DyffResource;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows how long ago each unfinished resource was reconciled. It compares the caches with the passes that really
 * happened, so that a resource which the framework has lost shows up (java-operator-sdk issue 3416).
 */
public final class Freshness {

    private final Clock clock;
    private final Map<Class<?>, IndexedResourceCache<? extends DyffResource<?>>> caches = new ConcurrentHashMap<>();
    private final Map<String, Instant> passes = new ConcurrentHashMap<>();

    public Freshness(Clock clock) {
        this.clock = clock;
    }

    <P extends DyffResource<?>> void watch(Class<P> kind, IndexedResourceCache<P> cache) {
        caches.put(kind, cache);
    }

    void reconciled(DyffResource<?> primary) {
        passes.put(primary.getMetadata().getUid(), clock.instant());
    }

    void forget(DyffResource<?> primary) {
        passes.remove(primary.getMetadata().getUid());
    }

    /** Age of the last pass of every unfinished resource, by {@code Kind/name}. */
    public Map<String, Duration> ages() {
        Instant now = clock.instant();
        Map<String, Duration> ages = new LinkedHashMap<>();
        Set<String> present = new HashSet<>();
        for (IndexedResourceCache<? extends DyffResource<?>> cache : caches.values()) {
            cache.list(resource -> true).forEach(resource -> {
                String uid = resource.getMetadata().getUid();
                present.add(uid);
                if (LevelReconciler.concernsUs(resource)
                        && Conditions.finishedAt(resource.getStatus()).isEmpty()) {
                    Instant seen = passes.computeIfAbsent(uid, first -> now);
                    ages.put(resource.getKind() + "/" + resource.getMetadata().getName(), Duration.between(seen, now));
                }
            });
        }
        passes.keySet().retainAll(present);
        return ages;
    }
}
