package io.dyff.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row of the entity table, as the statements of {@code sql/query} select it.
 *
 * @param version offset of the last event that is in it
 * @param requestHash hash of the request that created it, absent for those without
 */
public record EntityRow(
        String id,
        String kind,
        String account,
        String status,
        @Nullable String reason,
        @Nullable String message,
        long version,
        @Nullable String requestHash,
        ObjectNode body) {

    /** The first of the rows that a statement returned. */
    public static Optional<EntityRow> first(@Nullable List<Map<String, Object>> rows) {
        return rows == null || rows.isEmpty() ? Optional.empty() : Optional.of(of(rows.getFirst()));
    }

    /** The rows that a statement returned, by id. */
    public static Map<String, EntityRow> byId(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(EntityRow::of)
                .collect(Collectors.toMap(EntityRow::id, row -> row, (first, again) -> first));
    }

    /** An entity that is about to be made. */
    public static EntityRow ofNew(ObjectNode entity) {
        return new EntityRow(
                entity.path("id").asText(),
                entity.path("kind").asText(),
                entity.path("account").asText(),
                entity.path("status").asText(),
                null,
                null,
                -1,
                null,
                entity);
    }

    /** Refuses another request under the key of the one that made this entity. */
    public void refuseUnlessMadeBy(String hash) {
        if (!hash.equals(requestHash)) {
            throw ApiCall.otherRequest();
        }
    }

    public static EntityRow of(Map<String, Object> columns) {
        ObjectNode body = json(text(columns, "body"));
        return new EntityRow(
                text(columns, "id"),
                text(columns, "kind"),
                text(columns, "account"),
                text(columns, "status"),
                (String) columns.get("reason"),
                body.hasNonNull("message") ? body.path("message").asText() : null,
                ((Number) Objects.requireNonNull(columns.get("version"))).longValue(),
                (String) columns.get("request_hash"),
                body);
    }

    private static String text(Map<String, Object> columns, String name) {
        return String.valueOf(Objects.requireNonNull(columns.get(name), name));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a row of entity holds no JSON object", e);
        }
    }
}
