package io.dyff.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One column of a table.
 *
 * @param priority above 0 only in the wide form
 * @param cell     the value of an object at a time, as a JSON scalar
 */
record Column(
        String name,
        String type,
        String format,
        String description,
        int priority,
        BiFunction<JsonNode, Instant, JsonNode> cell) {

    static Column text(String name, String description, BiFunction<JsonNode, Instant, String> cell) {
        return new Column(
                name,
                "string",
                "",
                description,
                0,
                (object, now) -> JsonNodeFactory.instance.textNode(cell.apply(object, now)));
    }

    /** Shows what a pointer finds, or a stand-in. */
    static Column at(String name, String pointer, String absent) {
        return text(name, "", (object, now) -> {
            JsonNode found = object.at(pointer);
            return found.isMissingNode() || found.isNull() || found.asText().isEmpty() ? absent : found.asText();
        });
    }

    static Column age() {
        return text(
                "Age",
                "Time since the object was created.",
                (object, now) -> Ages.since(
                        object.path("metadata").path("creationTimestamp").asText(""), now));
    }

    static Column named() {
        Column column = at("Name", "/metadata/name", "");
        return new Column("Name", "string", "name", "Name must be unique within a namespace.", 0, column.cell);
    }

    Column wide() {
        return new Column(name, type, format, description, 1, cell);
    }

    /** A column of a custom resource definition. */
    static Column custom(JsonNode definition) {
        String type = definition.path("type").asText("string");
        JsonPath path = new JsonPath(definition.path("jsonPath").asText());
        return new Column(
                definition.path("name").asText(),
                type,
                definition.path("format").asText(""),
                definition.path("description").asText(""),
                definition.path("priority").asInt(0),
                (object, now) -> cell(type, path.find(object), now));
    }

    private static JsonNode cell(String type, List<JsonNode> found, Instant now) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (found.isEmpty() || found.get(0).isNull()) {
            return nodes.nullNode();
        }
        JsonNode first = found.get(0);
        return switch (type) {
            case "date" -> nodes.textNode(Ages.since(first.asText(), now));
            case "integer", "number", "boolean" -> first;
            default -> nodes.textNode(first.isValueNode() ? joined(found) : first.toString());
        };
    }

    private static String joined(List<JsonNode> found) {
        return String.join(",", found.stream().map(JsonNode::asText).toList());
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
