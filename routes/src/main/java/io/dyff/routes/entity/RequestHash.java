package io.dyff.routes.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Digests;
import io.dyff.routes.json.Json;
import java.util.HexFormat;
import java.util.TreeMap;

/** Hash of a create request: equal for equal requests, whatever their field order and number notation. */
public final class RequestHash {
    private RequestHash() {}

    public static String of(JsonNode request) {
        return HexFormat.of().formatHex(Digests.of("SHA-256").digest(Json.bytes(canonical(request))));
    }

    private static JsonNode canonical(JsonNode node) {
        if (node instanceof ObjectNode object) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            object.properties().forEach(field -> sorted.put(field.getKey(), canonical(field.getValue())));
            ObjectNode copy = Json.object();
            sorted.forEach(copy::set);
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.mapper().createArrayNode();
            array.forEach(item -> copy.add(canonical(item)));
            return copy;
        }
        return node.isNumber()
                ? Json.mapper()
                        .getNodeFactory()
                        .textNode("number:"
                                + node.decimalValue().stripTrailingZeros().toString())
                : node;
    }
}
