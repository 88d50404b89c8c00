package io.dyff.routes.fold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Digests;
import io.dyff.routes.json.Json;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a repeated create from another one under the same id.
 *
 * @param text the hash of the request as its sender gave it, or else one of the entity's content
 */
record CreateHash(String text) {
    private static final String CONTENT = "content:";
    private static final List<String> PLATFORM_FIELDS = List.of("status", "reason", "message", "lastTransitionTime");

    static CreateHash of(EntityEvent event, ObjectNode entity) {
        String given = event.requestHash();
        return new CreateHash(
                given != null
                        ? given
                        : CONTENT
                                + HexFormat.of().formatHex(Digests.of("SHA-256").digest(Json.bytes(entity))));
    }

    /** The same request, or the same content but for what the platform itself writes. */
    boolean isRepeat(EntityState state, ObjectNode entity) {
        if (text.equals(state.requestHash())) {
            return true;
        }
        boolean bothFromSenders = !isOfContent(text) && !isOfContent(state.requestHash());
        return !bothFromSenders && bare(state.entity()).equals(bare(entity));
    }

    private static boolean isOfContent(@Nullable String hash) {
        return hash == null || hash.startsWith(CONTENT);
    }

    private static ObjectNode bare(ObjectNode entity) {
        ObjectNode bare = entity.deepCopy();
        bare.remove(PLATFORM_FIELDS);
        if (bare.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("revision");
            if (metadata.isEmpty()) {
                bare.remove("metadata");
            }
        }
        return bare;
    }
}
