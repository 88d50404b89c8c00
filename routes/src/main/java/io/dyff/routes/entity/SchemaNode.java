package io.dyff.routes.entity;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A place in a schema, for walking a document along it. It knows as much of JSON Schema as the contract's schemas use:
 * local references, and alternatives that are told apart by the document's type.
 *
 * <p>Every document walks the same few places, so a place reads its part of the schema once, and is made when a document
 * first goes there. Schemas refer to themselves: what a reference leads to is one place, wherever it stands.
 */
final class SchemaNode {
    private final Schema schema;
    private final JsonNode node;
    private final String type;
    private final String format;
    private final boolean nullMeansAbsent;
    private final Set<String> required = new HashSet<>();
    private final Map<String, SchemaNode> properties = new ConcurrentHashMap<>();
    private volatile @Nullable SchemaNode additional;
    private volatile @Nullable SchemaNode items;
    private volatile @Nullable List<SchemaNode> alternatives;

    /**
     * What all places of one schema share.
     *
     * @param root the whole document
     */
    private record Schema(JsonNode root, Map<String, SchemaNode> referenced) {}

    private SchemaNode(Schema schema, JsonNode node) {
        this.schema = schema;
        this.node = node;
        this.type = node.path("type").asText();
        this.format = node.path("format").asText();
        this.nullMeansAbsent = node.has("default") && node.path("default").isNull();
        node.path("required").forEach(name -> required.add(name.asText()));
    }

    static SchemaNode of(JsonNode schema) {
        return new SchemaNode(new Schema(schema, new ConcurrentHashMap<>()), schema);
    }

    /** The properties that the schema names, in its order. */
    Iterable<String> names() {
        return node.path("properties")::fieldNames;
    }

    /** The property's place; missing when the schema does not know it. */
    SchemaNode property(String name) {
        SchemaNode seen = properties.get(name);
        if (seen != null) {
            return seen;
        }
        JsonNode known = node.path("properties").path(name);
        // Names that the schema does not know come from documents, and are without number.
        return known.isMissingNode() ? additional() : properties.computeIfAbsent(name, n -> at(known));
    }

    private SchemaNode additional() {
        SchemaNode seen = additional;
        if (seen == null) {
            seen = at(node.path("additionalProperties"));
            additional = seen;
        }
        return seen;
    }

    /** True when a document can have a field there. */
    boolean leadsTo(JsonPointer path) {
        if (path.matches()) {
            return true;
        }
        if (alternatives().stream().anyMatch(alternative -> alternative.leadsTo(path))) {
            return true;
        }
        SchemaNode property = type.equals("array") ? items() : property(path.getMatchingProperty());
        return !property.isMissing() && property.leadsTo(path.tail());
    }

    SchemaNode items() {
        SchemaNode seen = items;
        if (seen == null) {
            seen = at(node.path("items"));
            items = seen;
        }
        return seen;
    }

    private List<SchemaNode> alternatives() {
        List<SchemaNode> seen = alternatives;
        if (seen == null) {
            seen = new ArrayList<>();
            for (JsonNode alternative : node.path("anyOf")) {
                seen.add(at(alternative));
            }
            alternatives = seen;
        }
        return seen;
    }

    /** The alternative that a value chooses, by its type, and an object by its fields; itself when there are none. */
    SchemaNode chosenBy(JsonNode value) {
        List<SchemaNode> fitting =
                alternatives().stream().filter(a -> a.fits(value)).toList();
        return fitting.stream()
                .filter(a -> fitting.size() == 1 || a.hasFieldsOf(value))
                .findFirst()
                .orElse(fitting.isEmpty() ? this : fitting.getFirst());
    }

    private boolean hasFieldsOf(JsonNode value) {
        return required.stream().allMatch(value::has)
                && value.properties().stream().allMatch(field -> {
                    SchemaNode known = property(field.getKey());
                    JsonNode only = known.node.path("const");
                    return !known.isMissing() && (only.isMissingNode() || only.equals(field.getValue()));
                });
    }

    boolean isMissing() {
        return node.isMissingNode();
    }

    String type() {
        return type;
    }

    String format() {
        return format;
    }

    /** The value of an absent document, or a missing node. */
    JsonNode preset() {
        return node.path("default");
    }

    boolean requires(String name) {
        return required.contains(name);
    }

    /** True when null means absent here. Where it means deletion, there is no default. */
    boolean nullMeansAbsent() {
        return nullMeansAbsent;
    }

    /** Any alternative of that format; times may come as numbers, so their type does not choose them. */
    SchemaNode withFormat() {
        for (SchemaNode alternative : alternatives()) {
            if (!alternative.format.isEmpty() || alternative.type.equals("integer")) {
                return alternative;
            }
        }
        return this;
    }

    private boolean fits(JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private SchemaNode at(JsonNode place) {
        JsonNode reference = place.get("$ref");
        return reference == null
                ? new SchemaNode(schema, place.isObject() ? place : MissingNode.getInstance())
                : schema.referenced().computeIfAbsent(reference.asText(), r -> new SchemaNode(schema, resolved(place)));
    }

    private JsonNode resolved(JsonNode place) {
        JsonNode resolved = place;
        for (JsonNode ref = place.get("$ref"); ref != null; ref = resolved.get("$ref")) {
            resolved = schema.root().at(local(ref.asText()));
            if (resolved.isMissingNode()) {
                throw new IllegalStateException("schema refers to " + ref + ", which is not there");
            }
        }
        return resolved.isObject() ? resolved : MissingNode.getInstance();
    }

    private static JsonPointer local(String reference) {
        return JsonPointer.compile(reference.startsWith("#") ? reference.substring(1) : reference);
    }
}
