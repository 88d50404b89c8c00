package io.dyff.routes.api.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.EntityWriter;
import io.dyff.routes.api.read.query.Sorting;
import io.dyff.routes.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** The answers of the generic functions, as JSON in the body. */
public final class Answers {
    private static final List<String> STATUS = List.of("status", "reason", "message");
    private static final List<String> DOCUMENTATION = List.of("title", "summary", "fullPage");
    private final EntityWriter writer;
    private final long sorted;

    /** @param sorted how many rows a listing may sort by a field without an index */
    public Answers(EntityWriter writer, long sorted) {
        this.writer = writer;
        this.sorted = sorted;
    }

    /** The entity that the call is about; nothing when the caller has this version already. */
    public @Nullable JsonNode entity(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        call.requireChecked(row.id());
        return writer.isKnown(call, row) ? null : writer.write(call, row.body());
    }

    /**
     * The entity that a create has made, from the row of its event. A row that has moved on since belongs to later reads,
     * unless the request was a repeat: then the row is its answer, and a row of another request under the same key an
     * error. A token that was signed for it goes beside it, and what a dry run has to tell into it.
     */
    public JsonNode created(
            @Variable("call") ApiCall call,
            @Variable("rows") @Nullable List<Map<String, Object>> rows,
            @Variable("entity") ObjectNode made,
            @Variable("requestHash") String hash,
            @Variable("keyed") Boolean keyed,
            @Variable("offset") Long offset,
            @Variable("token") @Nullable String token,
            @Variable("dryRun") @Nullable JsonNode dryRun) {
        Optional<EntityRow> row = EntityRow.first(rows);
        row.filter(r -> keyed).ifPresent(r -> r.refuseUnlessMadeBy(hash));
        ObjectNode entity = writer.write(
                call,
                row.filter(r -> keyed || r.version() == offset)
                        .map(EntityRow::body)
                        .orElse(made));
        if (dryRun != null) {
            entity.set("dryRun", dryRun);
        }
        if (token == null) {
            return entity;
        }
        ObjectNode answer = Json.object();
        answer.set(call.kind().name().toLowerCase(Locale.ROOT), entity);
        return answer.put("token", token);
    }

    /** The rows of a query as a bare array; a header says when more would have matched than the answer may hold. */
    public JsonNode list(
            @Variable("call") ApiCall call,
            @Variable("limit") long limit,
            @Body @Nullable List<Map<String, Object>> rows) {
        List<Map<String, Object>> found = Objects.requireNonNullElse(rows, List.of());
        Sorting.check(found, sorted);
        ArrayNode answer = Json.mapper().createArrayNode();
        for (Map<String, Object> columns : found) {
            if (answer.size() == limit) {
                call.answerHeader("Dyff-Truncated", "true");
                break;
            }
            EntityRow row = EntityRow.of(columns);
            // The statement has filtered already; this is the check that no statement can replace.
            if (call.caller().may(call.resource(), call.function(), row.account(), row.id())) {
                call.checked(row.id());
            }
            answer.add(writer.write(call, row.body()));
        }
        return answer;
    }

    /**
     * Status, reason and message of an entity that came to an end: as stored, or as just written.
     *
     * @param ending what was written, absent when it had ended before
     */
    public JsonNode status(
            @Variable("row") EntityRow row,
            @Variable("rows") @Nullable List<Map<String, Object>> rows,
            @Variable("ending") @Nullable JsonNode ending,
            @Variable("visible") @Nullable Boolean visible) {
        JsonNode stored = EntityRow.first(rows).orElse(row).body();
        // Not visible yet: what was written is newer than what can be read.
        return texts(STATUS, ending == null || Boolean.TRUE.equals(visible) ? stored : ending, Json.object());
    }

    /**
     * The documentation of an entity, a projection of {@code metadata.documentation}; the empty form before any edit. After
     * an edit the answer shows it, also while it is not visible to readers yet; without one it is nothing when the caller has
     * this version already.
     *
     * @param edit the request of an edit
     */
    public @Nullable JsonNode documentation(
            @Variable("call") ApiCall call,
            @Variable("row") EntityRow row,
            @Variable("rows") @Nullable List<Map<String, Object>> rows,
            @Variable("request") @Nullable JsonNode edit) {
        if (edit == null && call.isKnown(row.version())) {
            return null;
        }
        ObjectNode shown = Json.object();
        if (EntityRow.first(rows).orElse(row).body().at("/metadata/documentation") instanceof ObjectNode stored) {
            shown.setAll(stored);
        }
        if (edit != null && edit.path("documentation") instanceof ObjectNode edited) {
            shown.setAll(edited);
        }
        ObjectNode answer = Json.object().put("schemaVersion", "0.1").put("entity", call.id());
        return texts(DOCUMENTATION, shown, answer);
    }

    /** The JSON text {@code null}: clients ignore it, but crash on an empty body. */
    public JsonNode nothing() {
        return NullNode.getInstance();
    }

    private static ObjectNode texts(List<String> fields, JsonNode from, ObjectNode to) {
        for (String field : fields) {
            if (from.path(field).isTextual()) {
                to.set(field, from.path(field));
            }
        }
        return to;
    }
}
