package io.dyff.routes.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;

/**
 * Writes the defaults of absent fields into an entity, as the released clients' models do: scalars from the schema,
 * objects and lists that nobody requires as empty ones, filled in turn.
 */
final class Defaults {
    private Defaults() {}

    /** Fills the entity in place. */
    static void fill(SchemaNode schema, ObjectNode entity) {
        object(schema, entity);
    }

    private static void object(SchemaNode place, ObjectNode object) {
        for (String name : place.names()) {
            if (!object.has(name) && !place.requires(name)) {
                add(place.property(name), name, object);
            }
        }
        object.properties().forEach(field -> inside(place.property(field.getKey()), field.getValue()));
    }

    private static void add(SchemaNode property, String name, ObjectNode object) {
        JsonNode preset = property.preset();
        if (preset.isNull()) {
            return;
        }
        if (!preset.isMissingNode()) {
            object.set(name, preset.deepCopy());
        } else if (property.type().equals("object")) {
            object.set(name, Json.object());
        } else if (property.type().equals("array")) {
            object.set(name, Json.mapper().createArrayNode());
        }
    }

    private static void inside(SchemaNode place, JsonNode value) {
        SchemaNode chosen = place.isMissing() ? place : place.chosenBy(value);
        if (value instanceof ObjectNode object) {
            object(chosen, object);
        } else if (value instanceof ArrayNode array) {
            array.forEach(item -> inside(chosen.items(), item));
        }
    }
}
