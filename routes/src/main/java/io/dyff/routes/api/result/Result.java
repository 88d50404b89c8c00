package io.dyff.routes.api.result;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One result in the form in which it is answered: with its id, and without what JSON or its schema do not know. Numbers that
 * are none are left out, and from the vectors of a curve at the place where one of them has such a number. Source:
 * contract/schema.md sections 1.2 and 11.
 */
final class Result {
    private static final ObjectReader LENIENT = Json.mapper().reader().with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);
    private static final String POINTS = "points";

    private Result() {}

    /**
     * The results in a file.
     *
     * @param name of the list in it
     * @param entity whose file it is
     * @throws IOException when it is no object with such a list
     */
    static List<ObjectNode> list(byte[] text, String name, String entity) throws IOException {
        JsonNode list = LENIENT.readTree(text).path(name);
        if (!list.isArray()) {
            throw new IOException("there is no list " + name);
        }
        List<ObjectNode> results = new ArrayList<>();
        for (JsonNode one : list) {
            if (one instanceof ObjectNode result && result.path("name").isTextual()) {
                results.add(complete(result, entity));
            }
        }
        return List.copyOf(results);
    }

    private static ObjectNode complete(ObjectNode result, String entity) {
        if (result.path("dimensions").isObject()) {
            align(result.path(POINTS));
        } else {
            result.remove(POINTS);
        }
        clean(result);
        return result.put("analysis", entity)
                .put("id", EntityIds.namespaced(entity, result.path("name").asText()));
    }

    /** Takes a place out of all vectors when one of them has no number there. */
    private static void align(JsonNode points) {
        int length = points.valueStream().mapToInt(JsonNode::size).min().orElse(0);
        for (int i = length - 1; i >= 0; i--) {
            int place = i;
            if (points.valueStream().anyMatch(vector -> !isFinite(vector.get(place)))) {
                points.forEach(vector -> ((ArrayNode) vector).remove(place));
            }
        }
    }

    private static void clean(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> !isValue(field.getValue()));
        }
        node.forEach(Result::clean);
    }

    private static boolean isValue(JsonNode node) {
        return !node.isNull() && (!node.isNumber() || isFinite(node));
    }

    private static boolean isFinite(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.doubleValue());
    }
}
