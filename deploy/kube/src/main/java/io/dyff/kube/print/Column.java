package io.dyff.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.kube.Json;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * One column of a table.
 *
 * @param priority above 0 only in the wide form
 * @param cell     the value of an object at a time, as a JSON scalar
 */
record Column(String name, String type, String format, String description, int priority, Cells.Cell cell) {

    /** A column of a custom resource definition. */
    static Column custom(JsonNode definition) {
        JsonPath path = new JsonPath(definition.path("jsonPath").asText());
        String type = definition.path("type").asText("string");
        return of(definition, (object, now) -> cell(type, path.find(object), now));
    }

    /** A column of built-in-columns.yaml. */
    static Column builtIn(JsonNode definition) {
        JsonNode absent = definition.path("absent");
        BiFunction<List<JsonNode>, Instant, JsonNode> value = value(definition);
        boolean constant = !definition.has("jsonPath") && !definition.has("cell");
        JsonPath path = new JsonPath(definition.path("jsonPath").asText());
        return of(definition, (object, now) -> {
            List<JsonNode> found = path.find(object);
            return constant || missing(found) ? absent : value.apply(found, now);
        });
    }

    private static BiFunction<List<JsonNode>, Instant, JsonNode> value(JsonNode definition) {
        if (definition.has("cell")) {
            Cells.Cell cell = Cells.named(definition.path("cell").asText());
            return (found, now) -> cell.of(found.getFirst(), now);
        }
        String type = definition.path("type").asText("string");
        return (found, now) -> cell(type, found, now);
    }

    private static boolean missing(List<JsonNode> found) {
        return found.isEmpty()
                || found.getFirst().isNull()
                || found.getFirst().isTextual() && found.getFirst().asText().isEmpty();
    }

    private static Column of(JsonNode definition, Cells.Cell cell) {
        return new Column(
                definition.path("name").asText(),
                definition.path("type").asText("string"),
                definition.path("format").asText(""),
                definition.path("description").asText(""),
                definition.path("priority").asInt(0),
                cell);
    }

    private static JsonNode cell(String type, List<JsonNode> found, Instant now) {
        if (found.isEmpty() || found.getFirst().isNull()) {
            return NullNode.instance;
        }
        JsonNode first = found.getFirst();
        return switch (type) {
            case "date" -> new TextNode(Ages.since(first.asText(), now));
            case "integer", "number", "boolean" -> first;
            default -> new TextNode(first.isValueNode() ? joined(found) : first.toString());
        };
    }

    private static String joined(List<JsonNode> found) {
        return found.stream().map(JsonNode::asText).collect(Collectors.joining(","));
    }

    ObjectNode definition() {
        return Json.object()
                .put("name", name)
                .put("type", type)
                .put("format", format)
                .put("description", description)
                .put("priority", priority);
    }
}
