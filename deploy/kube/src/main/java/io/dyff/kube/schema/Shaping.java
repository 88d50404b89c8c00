package io.dyff.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Brings an object into the form of its schema: drops what the schema does not know, fills in defaults. */
public final class Shaping {

    private static final List<String> OF_EVERY_RESOURCE = List.of("apiVersion", "kind", "metadata");

    private Shaping() {}

    /** Removes unknown fields and returns their paths. */
    public static List<String> prune(Schema schema, ObjectNode object) {
        List<String> unknown = new ArrayList<>();
        prune(schema, object, "", true, unknown);
        return unknown;
    }

    private static void prune(Schema schema, JsonNode value, String path, boolean resource, List<String> unknown) {
        if (value instanceof ObjectNode object) {
            pruneObject(schema, object, path, resource || schema.embeddedResource(), unknown);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                prune(schema.items(), value.get(i), path + "[" + i + "]", false, unknown);
            }
        }
    }

    private static void pruneObject(
            Schema schema, ObjectNode object, String path, boolean resource, List<String> unknown) {
        for (String name : names(object)) {
            boolean known = schema.properties().containsKey(name) || schema.additional() != null;
            boolean header = resource && OF_EVERY_RESOURCE.contains(name);
            String below = SchemaCheck.join(path, name);
            if (known) {
                prune(schema.property(name), object.get(name), below, false, unknown);
            } else if (!header && !schema.preservesUnknown()) {
                unknown.add(below);
                object.remove(name);
            }
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Fills absent fields, and null ones that may not be null, with their defaults. */
    public static void fill(Schema schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            schema.properties().forEach((name, property) -> {
                JsonNode present = object.get(name);
                JsonNode given = property.defaultValue();
                if (given != null && (present == null || (present.isNull() && !property.nullable()))) {
                    object.set(name, given.deepCopy());
                }
            });
            object.properties().forEach(e -> fill(schema.property(e.getKey()), e.getValue()));
        } else if (value instanceof ArrayNode array) {
            array.forEach(item -> fill(schema.items(), item));
        }
    }

    /** Drops nulls where the schema allows none: an absent field and a null one mean the same to clients. */
    public static void dropNulls(Schema schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            for (String name : names(object)) {
                Schema property = schema.property(name);
                if (object.get(name).isNull() && !property.nullable() && !property.preservesUnknown()) {
                    object.remove(name);
                } else {
                    dropNulls(property, object.get(name));
                }
            }
        } else if (value.isArray()) {
            value.forEach(item -> dropNulls(schema.items(), item));
        }
    }
}
