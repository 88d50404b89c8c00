package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One stage of a pipeline: maps an item to none, one or several; never changes the item it is given. */
@FunctionalInterface
public interface Adapter {

    List<JsonNode> apply(JsonNode item) throws AdapterException;

    /** Names of the only fields of an object that it looks at; empty when it may look at any. */
    default Optional<Set<String>> reads() {
        return Optional.empty();
    }

    /** A copy of the item's top level, for adapters that work on objects only. */
    static ObjectNode copyOfObject(JsonNode item) throws AdapterException {
        if (!(item instanceof ObjectNode object)) {
            throw new AdapterException("needs an object, got " + describe(item));
        }
        ObjectNode copy = object.objectNode();
        copy.setAll(object);
        return copy;
    }

    static JsonNode requiredField(JsonNode object, String field) throws AdapterException {
        JsonNode value = object.get(field);
        if (value == null) {
            throw new AdapterException("field '" + field + "' is missing");
        }
        return value;
    }

    static ArrayNode requiredList(JsonNode object, String field) throws AdapterException {
        JsonNode value = requiredField(object, field);
        if (!(value instanceof ArrayNode list)) {
            throw new AdapterException("field '" + field + "' must be a list, got " + describe(value));
        }
        return list;
    }

    /** What a value is, for messages that must not show it. */
    static String describe(JsonNode value) {
        return value.isNull()
                ? "null"
                : "a value of type " + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }
}
