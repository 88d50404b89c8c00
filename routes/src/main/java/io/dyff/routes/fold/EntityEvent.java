package io.dyff.routes.fold;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event, decoded from whatever generation wrote it.
 *
 * @param id the entity, the record's key
 * @param type what it means
 * @param source who says so
 * @param body the entity or the merge patch; null node when the type needs none
 * @param offset its place in its partition of the events topic
 * @param time the broker's time of its arrival
 * @param await a client waits for it
 * @param requestHash hash of the create request, when there was one
 * @param kubeUid uid of the custom resource it speaks of
 * @param kubeRv resourceVersion of the custom resource it speaks of
 * @param author whose request it was
 */
public record EntityEvent(
        String id,
        EventType type,
        String source,
        JsonNode body,
        long offset,
        Instant time,
        boolean await,
        @Nullable String requestHash,
        @Nullable String kubeUid,
        @Nullable String kubeRv,
        @Nullable String author) {}
