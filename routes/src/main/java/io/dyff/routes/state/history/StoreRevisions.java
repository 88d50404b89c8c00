package io.dyff.routes.state.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.state.EntityVersion;
import io.dyff.routes.state.StateRecord;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores what the states of a batch changed, each against the one before; of a birth, that it was. */
public final class StoreRevisions {
    private static final String UNKNOWN = "unknown";

    private final JdbcClient database;
    private final DataFiles files;

    public StoreRevisions(JdbcClient database, DataFiles files) {
        this.database = database;
        this.files = files;
    }

    /**
     * A state, and what is known of the event that made it.
     *
     * @param type name of the event's type; absent when nothing was changed, or by a program that did not say so
     */
    public record Made(
            EntityVersion entity,
            @Nullable String type,
            @Nullable String time,
            @Nullable String source,
            @Nullable String author) {

        public static Made of(EntityVersion entity, StateRecord record) {
            Map<String, String> headers = record.headers();
            return new Made(
                    entity,
                    headers.get(Headers.CE_TYPE),
                    headers.get(Headers.CE_TIME),
                    headers.get(Headers.CE_SOURCE),
                    headers.get(Headers.CE_AUTHID));
        }

        boolean isBirth() {
            return EventType.CREATED.ceType().equals(type);
        }

        boolean isChange() {
            return type != null && entity.body() != null;
        }
    }

    private record Before(long version, JsonNode body) {}

    /** In the caller's transaction, before the rows are stored. */
    public void store(List<Made> states) {
        List<Made> changes = states.stream().filter(Made::isChange).toList();
        if (changes.isEmpty()) {
            return;
        }
        Map<String, Before> before = before(changes);
        ArrayNode rows = Json.mapper().createArrayNode();
        for (Made made : changes) {
            EntityVersion entity = made.entity();
            Before known = before.get(entity.id());
            if (known == null || known.version < entity.version()) {
                JsonNode body = Objects.requireNonNull(entity.body());
                rows.add(row(made, known == null || made.isBirth() ? null : known.body));
                before.put(entity.id(), new Before(entity.version(), body));
            }
        }
        if (!rows.isEmpty()) {
            database.sql(files.text("insert-revisions.sql"))
                    .param("rows", new String(Json.bytes(rows), StandardCharsets.UTF_8))
                    .update();
        }
    }

    /** Births have nothing before them, and are most of what comes. */
    private Map<String, Before> before(List<Made> changes) {
        Map<String, Before> before = new HashMap<>();
        String[] ids = changes.stream()
                .filter(made -> !made.isBirth())
                .map(made -> made.entity().id())
                .distinct()
                .toArray(String[]::new);
        if (ids.length > 0) {
            database.sql(files.text("select-before.sql")).param("ids", ids).query(row -> {
                before.put(row.getString("id"), new Before(row.getLong("version"), Json.stored(row.getString("body"))));
            });
        }
        return before;
    }

    private static ObjectNode row(Made made, @Nullable JsonNode before) {
        EntityVersion entity = made.entity();
        ObjectNode row = Json.object()
                .put("id", entity.id())
                .put("version", entity.version())
                .put("at", time(made))
                .put("event", word(made.type()))
                .put("source", Objects.requireNonNullElse(made.source(), UNKNOWN))
                .put("author", made.author());
        row.set(
                "changes",
                before == null
                        ? Json.mapper().createArrayNode()
                        : Changes.between(before, Objects.requireNonNull(entity.body())));
        return row;
    }

    /** The last word of the type's name. */
    private static String word(@Nullable String type) {
        return type == null ? UNKNOWN : type.substring(type.lastIndexOf('.') + 1);
    }

    private static String time(Made made) {
        try {
            return Instant.parse(Objects.requireNonNullElse(made.time(), "")).toString();
        } catch (DateTimeException e) {
            return Instant.EPOCH.toString();
        }
    }
}
