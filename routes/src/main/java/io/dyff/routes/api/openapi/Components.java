package io.dyff.routes.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.operation.Answer;
import java.util.TreeMap;

/** The schemas that one document uses, with the definitions inside them lifted beside them. */
final class Components {
    private static final String DEFINITIONS = "$defs";
    private static final String REFERENCE = "$ref";
    private static final String TYPE = "type";
    private static final String HERE = "#/components/schemas/";
    private final Schemas schemas;
    private final TreeMap<String, JsonNode> used = new TreeMap<>();
    private final TreeMap<String, JsonNode> examples = new TreeMap<>();

    Components(Schemas schemas) {
        this.schemas = schemas;
    }

    /** A reference to the named schema, which thereby belongs to the document. */
    ObjectNode reference(String name) {
        if (!used.containsKey(name)) {
            ObjectNode schema = schemas.text(name).deepCopy();
            JsonNode definitions = schema.remove(DEFINITIONS);
            schema.remove("$schema");
            put(name, schema);
            if (definitions != null) {
                definitions.properties().forEach(d -> put(d.getKey(), d.getValue()));
            }
        }
        return Json.object().put(REFERENCE, HERE + name);
    }

    /** Schema of an answer. */
    JsonNode answer(Answer answer) {
        ObjectNode schema = switch (answer.name()) {
            case Answer.STRING -> Json.object().put(TYPE, "string");
            case Answer.NONE -> Json.object().put(TYPE, "null");
            case Answer.ANY -> Json.object();
            default -> reference(answer.name());
        };
        for (Answer.Around around : answer.around().reversed()) {
            ObjectNode outer = Json.object();
            switch (around) {
                case array -> outer.put(TYPE, "array").set("items", schema);
                case map -> outer.put(TYPE, "object").set("additionalProperties", schema);
            }
            schema = outer;
        }
        return schema;
    }

    /** A reference to the named example, which thereby belongs to the document. */
    ObjectNode example(String name, JsonNode value) {
        examples.put(name, Json.object().set("value", value));
        return Json.object().put(REFERENCE, "#/components/examples/" + name);
    }

    ObjectNode toJson() {
        ObjectNode components = Json.object();
        components
                .putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT");
        put("Problem", problem());
        ObjectNode all = components.putObject("schemas");
        used.forEach(all::set);
        if (!examples.isEmpty()) {
            ObjectNode shown = components.putObject("examples");
            examples.forEach(shown::set);
        }
        return components;
    }

    private void put(String name, JsonNode schema) {
        JsonNode lifted = lifted(schema);
        JsonNode before = used.putIfAbsent(name, lifted);
        if (before != null && !before.equals(lifted)) {
            throw new IllegalStateException("two schemas are named " + name + " and differ");
        }
    }

    /** The schema with references into its own definitions turned into references beside it. */
    private static JsonNode lifted(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.mapper().createArrayNode();
            array.forEach(item -> copy.add(lifted(item)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties()
                    .forEach(field -> copy.set(
                            field.getKey(),
                            field.getKey().equals(REFERENCE)
                                    ? TextNode.valueOf(
                                            field.getValue().asText().replace("#/" + DEFINITIONS + "/", HERE))
                                    : lifted(field.getValue())));
            return copy;
        }
        return node;
    }

    private static ObjectNode problem() {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("type").put("type", "string");
        properties.putObject("title").put("type", "string");
        properties.putObject("status").put("type", "integer");
        properties.putObject("detail").put("type", "string");
        properties.putObject("id").put("type", "string");
        ObjectNode error = properties.putObject("errors").put("type", "array").putObject("items");
        ObjectNode fields = error.put("type", "object").putObject("properties");
        fields.putObject("path").put("type", "string");
        fields.putObject("message").put("type", "string");
        schema.putArray("required").add("status").add("detail");
        return schema;
    }
}
