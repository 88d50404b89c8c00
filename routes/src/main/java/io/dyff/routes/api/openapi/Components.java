package io.dyff.routes.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.routes.api.ApiFunction;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The schemas that one document uses, with the definitions inside them lifted beside them. */
final class Components {
    private static final String DEFINITIONS = "$defs";
    private static final String REFERENCE = "$ref";
    private static final String HERE = "#/components/schemas/";
    private final Schemas schemas;
    private final TreeMap<String, JsonNode> used = new TreeMap<>();

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

    /** Schema of the function's answer; null when it has no JSON body. */
    @Nullable
    JsonNode answer(Kind kind, ApiFunction function) {
        return switch (function) {
            case create -> reference(Objects.requireNonNull(kind.answer()));
            case get -> reference(kind.name());
            case query -> array(reference(kind.name()));
            case delete, deletePost, terminate -> reference("Status");
            case documentation, editDocumentation -> reference("Documentation");
            case logs -> reference("ArtifactURL");
            case downlinks -> array(reference("ArtifactURL"));
            case upload -> reference("StorageSignedURL");
            case token, createToken -> Json.object().put("type", "string");
            case label, finalize -> Json.object().put("type", "null");
            case ready, readyPost -> ready();
            case infer -> null;
        };
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

    private static ObjectNode array(ObjectNode items) {
        ObjectNode array = Json.object().put("type", "array");
        array.set("items", items);
        return array;
    }

    private static ObjectNode ready() {
        ObjectNode schema = Json.object().put("type", "object");
        schema.putObject("properties").putObject("ready").put("type", "boolean");
        return schema;
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
