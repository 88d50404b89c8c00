package io.dyff.operator.controller.workflow;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;

/** Shows the answers of writes to the caches, which hear of them only later through their watches. */
public final class RecentWrites {

    private RecentWrites() {}

    /**
     * Shows a written object to a cache, unless that knows a newer version or has seen it deleted.
     *
     * <p>Always as a creation: as an update of what the cache holds by now, the Operator SDK 5.2.3 would believe an answer
     * that its watch has overtaken, and hide the newer object behind it until the next change, which may never come.
     */
    public static <R extends HasMetadata> void show(R written, ManagedInformerEventSource<R, ?, ?> cache) {
        cache.handleRecentResourceCreate(ResourceID.fromResource(written), written);
    }
}
