package io.dyff.kube.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.schema.ListKey;
import io.dyff.kube.schema.Schema;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts the old items of lists that have no order of their own (sets, and lists with keys) into the order of the new ones.
 *
 * <p>Rules compare such lists without regard to order; CEL's own equality does not, and cannot be replaced.
 */
final class Alignment {

    private Alignment() {}

    /** @param before may be changed and be part of the result */
    static JsonNode align(Schema schema, JsonNode before, JsonNode after) {
        if (before instanceof ObjectNode object && after.isObject()) {
            object.properties()
                    .forEach(entry -> entry.setValue(
                            align(schema.property(entry.getKey()), entry.getValue(), after.path(entry.getKey()))));
        } else if (before instanceof ArrayNode list && after.isArray() && schema.listType() != Schema.ListType.ATOMIC) {
            return ordered(schema, list, after);
        }
        return before;
    }

    private static ArrayNode ordered(Schema schema, ArrayNode before, JsonNode after) {
        Map<String, JsonNode> old = new LinkedHashMap<>();
        before.forEach(item -> old.put(identity(schema, item), item));
        ArrayNode ordered = before.arrayNode();
        for (JsonNode item : after) {
            JsonNode known = old.remove(identity(schema, item));
            if (known != null) {
                ordered.add(align(schema.items(), known, item));
            }
        }
        old.values().forEach(ordered::add);
        return ordered;
    }

    /** What makes an item of such a list the same one in both objects. */
    static String identity(Schema list, JsonNode item) {
        return list.listType() == Schema.ListType.MAP ? ListKey.of(list, item) : item.toString();
    }
}
