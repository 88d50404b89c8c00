package io.dyff.routes.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The JSON Schemas of {@code rest-dsl/schemas}, by name, compiled once for as long as they are accepted. */
public final class Schemas {
    private static final String PATTERN = "pattern";
    private final DataFiles files;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, JsonNode> texts = new ConcurrentHashMap<>();
    private final Map<String, SchemaNode> places = new ConcurrentHashMap<>();
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    public Schemas(DataFiles files) {
        this.files = files;
    }

    /** The schema as it stands in its file. */
    public JsonNode text(String name) {
        return texts.computeIfAbsent(name, this::read);
    }

    /** The schema as the place where a document of it begins. */
    SchemaNode place(String name) {
        return places.computeIfAbsent(name, n -> SchemaNode.of(text(n)));
    }

    /** True when there is a schema of that name. */
    boolean has(String name) {
        return files.has(name + ".schema.json");
    }

    /** What the document breaks; empty when it is valid. */
    public List<FieldError> validate(String name, JsonNode document) {
        return compiled.computeIfAbsent(name, n -> registry.getSchema(exact(text(n)))).validate(document).stream()
                .map(e -> new FieldError(pointer(e), e.getMessage()))
                .distinct()
                .toList();
    }

    /** What is wrong with a schema itself; empty when it is one. */
    public List<FieldError> mistakes(String name) {
        return registry.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId())).validate(text(name)).stream()
                .map(e -> new FieldError(e.getInstanceLocation().toString(), e.getMessage()))
                .distinct()
                .toList();
    }

    /** Reads the files again when they are asked for next. In this order: each is made of the one before. */
    void forget() {
        texts.clear();
        places.clear();
        compiled.clear();
    }

    private static String pointer(com.networknt.schema.Error error) {
        String at = error.getInstanceLocation().toString();
        String property = error.getProperty();
        // An unknown or missing field is named itself, not only the object around it.
        return property == null ? at : at + "/" + property;
    }

    private JsonNode read(String name) {
        try {
            return Json.parse(files.text(name + ".schema.json").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("schema " + name + " is not JSON: " + e.getMessage(), e);
        }
    }

    /** In Java {@code $} also matches before a last line break, in the contract it does not. */
    private static JsonNode exact(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.mapper().createArrayNode();
            array.forEach(item -> copy.add(exact(item)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(field -> {
                JsonNode value = field.getValue();
                boolean isPattern = field.getKey().equals(PATTERN) && value.isTextual();
                String key = field.getKey().startsWith("^") ? exact(field.getKey()) : field.getKey();
                copy.set(key, isPattern ? TextNode.valueOf(exact(value.asText())) : exact(value));
            });
            return copy;
        }
        return node;
    }

    private static String exact(String pattern) {
        return pattern.endsWith("$") ? pattern.substring(0, pattern.length() - 1) + "\\z" : pattern;
    }
}
