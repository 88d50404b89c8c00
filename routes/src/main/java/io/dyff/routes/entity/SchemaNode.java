package io.dyff.routes.entity;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A place in a schema, for walking a document along it. It knows as much of JSON Schema as the contract's schemas use:
 * local references, and alternatives that are told apart by the document's type.
 *
 * @param root the whole document
 * @param node this place, references resolved
 */
record SchemaNode(JsonNode root, JsonNode node) {
    /** Of each {@code $ref}: there are few, and each is followed for every document. */
    private static final Map<String, JsonPointer> POINTERS = new ConcurrentHashMap<>();

    static SchemaNode of(JsonNode schema) {
        return new SchemaNode(schema, schema);
    }

    /** The property's place; missing when the schema does not know it. */
    SchemaNode property(String name) {
        JsonNode known = node.path("properties").path(name);
        return at(known.isMissingNode() ? node.path("additionalProperties") : known);
    }

    /** True when a document can have a field there. */
    boolean leadsTo(JsonPointer path) {
        if (path.matches()) {
            return true;
        }
        for (JsonNode alternative : node.path("anyOf")) {
            if (at(alternative).leadsTo(path)) {
                return true;
            }
        }
        SchemaNode property = property(path.getMatchingProperty());
        return !property.isMissing() && property.leadsTo(path.tail());
    }

    SchemaNode items() {
        return at(node.path("items"));
    }

    /** The alternative that a value of that type chooses; itself when there are none. */
    SchemaNode chosenBy(JsonNode value) {
        for (JsonNode alternative : node.path("anyOf")) {
            SchemaNode candidate = at(alternative);
            if (candidate.fits(value)) {
                return candidate;
            }
        }
        return this;
    }

    boolean isMissing() {
        return node.isMissingNode();
    }

    String type() {
        return node.path("type").asText();
    }

    String format() {
        return node.path("format").asText();
    }

    /** True when null means absent here. Where it means deletion, there is no default. */
    boolean nullMeansAbsent() {
        return node.has("default") && node.path("default").isNull();
    }

    /** Any alternative of that format; times may come as numbers, so their type does not choose them. */
    SchemaNode withFormat() {
        for (JsonNode alternative : node.path("anyOf")) {
            SchemaNode candidate = at(alternative);
            if (!candidate.format().isEmpty() || candidate.type().equals("integer")) {
                return candidate;
            }
        }
        return this;
    }

    private boolean fits(JsonNode value) {
        return switch (type()) {
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
        JsonNode resolved = place;
        for (JsonNode ref = place.get("$ref"); ref != null; ref = resolved.get("$ref")) {
            resolved = root.at(POINTERS.computeIfAbsent(ref.asText(), SchemaNode::local));
            if (resolved.isMissingNode()) {
                throw new IllegalStateException("schema refers to " + ref + ", which is not there");
            }
        }
        return new SchemaNode(root, resolved.isObject() ? resolved : MissingNode.getInstance());
    }

    private static JsonPointer local(String reference) {
        return JsonPointer.compile(reference.startsWith("#") ? reference.substring(1) : reference);
    }
}
