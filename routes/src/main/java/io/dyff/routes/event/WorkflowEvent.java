package io.dyff.routes.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.json.Storable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An event to be produced: a merge patch on an entity with its CloudEvents envelope.
 *
 * @param id the entity; the record's key
 * @param type what it means
 * @param source who says so, such as {@code /dyff/api}
 * @param patch the record's value
 * @param headers further record headers of {@link Headers}
 */
public record WorkflowEvent(String id, EventType type, String source, JsonNode patch, Map<String, String> headers) {

    public WorkflowEvent {
        headers = Map.copyOf(headers);
        patch = type == EventType.STATUS || type == EventType.REPORTED ? cleaned(patch) : patch;
    }

    /** The words of a status may quote what others said; a character that nobody can store must not stop the status. */
    private static JsonNode cleaned(JsonNode patch) {
        ObjectNode clean = Json.object();
        patch.properties().forEach(field -> {
            JsonNode value = field.getValue();
            clean.set(field.getKey(), value.isTextual() ? clean.textNode(Storable.cleaned(value.textValue())) : value);
        });
        return clean;
    }

    public static WorkflowEvent of(String id, EventType type, String source, JsonNode patch) {
        return new WorkflowEvent(id, type, source, patch, Map.of());
    }

    /** The same event with one more header. */
    public WorkflowEvent with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WorkflowEvent(id, type, source, patch, more);
    }

    /** All record headers: the envelope (CloudEvents 1.0, Kafka binary mode) and our own. */
    public Map<String, String> recordHeaders(Instant now) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(Headers.CE_SPECVERSION, "1.0");
        all.put(Headers.CE_ID, UUID.randomUUID().toString());
        all.put(Headers.CE_TYPE, type.ceType());
        all.put(Headers.CE_SOURCE, source);
        all.put(Headers.CE_SUBJECT, id);
        all.put(Headers.CE_TIME, now.toString());
        return all;
    }
}
