package io.dyff.routes.state.history;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What differs between two states of an entity: an array of {@code {path, before, after}}, with JSON pointers (RFC 6901). What
 * was not there before has no {@code before}, what is not there afterwards no {@code after}; arrays differ as a whole. The id
 * of the revision differs always, follows from the version, and is left out.
 */
public final class Changes {
    private static final JsonPointer REVISION = JsonPointer.compile("/metadata/revision");
    private static final String PATH = "path";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private Changes() {}

    /** The changes that turn one into the other. */
    public static ArrayNode between(JsonNode before, JsonNode after) {
        ArrayNode changes = Json.mapper().createArrayNode();
        collect(before, after, JsonPointer.empty(), changes);
        return changes;
    }

    /** The state before the changes, but for its revision. */
    public static ObjectNode undo(ObjectNode after, ArrayNode changes) {
        ObjectNode before = after.deepCopy();
        for (JsonNode change : changes) {
            JsonPointer at = JsonPointer.compile(change.path(PATH).asText());
            ObjectNode parent = (ObjectNode) before.at(at.head());
            String field = at.last().getMatchingProperty();
            if (change.has(BEFORE)) {
                parent.set(field, change.get(BEFORE));
            } else {
                parent.remove(field);
            }
        }
        return before;
    }

    private static void collect(JsonNode before, JsonNode after, JsonPointer at, ArrayNode changes) {
        if (before.equals(after) || at.equals(REVISION)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            fields(before, after)
                    .forEach(field ->
                            collect(part(before, field), part(after, field), at.appendProperty(field), changes));
            return;
        }
        ObjectNode change = changes.addObject().put(PATH, at.toString());
        setUnlessMissing(change, BEFORE, before);
        setUnlessMissing(change, AFTER, after);
    }

    private static Set<String> fields(JsonNode before, JsonNode after) {
        Set<String> fields = new LinkedHashSet<>();
        before.properties().stream().map(Map.Entry::getKey).forEach(fields::add);
        after.properties().stream().map(Map.Entry::getKey).forEach(fields::add);
        return fields;
    }

    private static JsonNode part(JsonNode whole, String field) {
        JsonNode part = whole.get(field);
        return part == null ? MissingNode.getInstance() : part;
    }

    private static void setUnlessMissing(ObjectNode change, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            change.set(name, value);
        }
    }
}
