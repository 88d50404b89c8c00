package io.dyff.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One node of a structural schema: what a field may hold, and how its parts are merged.
 *
 * <p>References to shared definitions are followed when first asked for, so definitions may contain themselves.
 */
public final class Schema {

    /** Anything goes; used where no schema is known. */
    public static final Schema ANYTHING = new Schema(
            com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                    .objectNode()
                    .put("x-kubernetes-preserve-unknown-fields", true),
            ref -> {
                throw new IllegalArgumentException("no definition " + ref);
            });

    /** How a list is merged. */
    public enum ListType {
        ATOMIC,
        SET,
        MAP
    }

    private final JsonNode source;
    private final String definition;
    private final @Nullable JsonNode defaultValue;
    private final Function<String, JsonNode> definitions;
    private @Nullable Map<String, Schema> properties;
    private @Nullable Schema items;
    private @Nullable Schema additional;
    private @Nullable Constraints constraints;

    /** @param definitions finds the schema that a {@code $ref} names */
    public Schema(JsonNode source, Function<String, JsonNode> definitions) {
        // A reference that also carries a default is written as an allOf of one.
        JsonNode reference =
                source.path("allOf").size() == 1 ? source.path("allOf").path(0) : source;
        this.source =
                reference.has("$ref") ? definitions.apply(reference.get("$ref").asText()) : source;
        String ref = reference.path("$ref").asText("");
        this.definition = ref.substring(ref.lastIndexOf('/') + 1);
        this.defaultValue = source.get("default");
        this.definitions = definitions;
    }

    /** The name of the shared definition that this schema refers to; empty when it stands alone. */
    public String definition() {
        return definition;
    }

    public String type() {
        return source.path("type").asText("");
    }

    public synchronized Map<String, Schema> properties() {
        if (properties == null) {
            Map<String, Schema> read = new LinkedHashMap<>();
            source.path("properties")
                    .properties()
                    .forEach(e -> read.put(e.getKey(), new Schema(e.getValue(), definitions)));
            properties = read;
        }
        return properties;
    }

    /** The schema of a map's values, or null when the object has named properties only. */
    public synchronized @Nullable Schema additional() {
        JsonNode node = source.path("additionalProperties");
        if (additional == null && node.isObject()) {
            additional = new Schema(node, definitions);
        } else if (additional == null && node.asBoolean(false)) {
            additional = ANYTHING;
        }
        return additional;
    }

    public synchronized Schema items() {
        if (items == null) {
            JsonNode node = source.path("items");
            items = node.isObject() ? new Schema(node, definitions) : ANYTHING;
        }
        return items;
    }

    /** The schema of one property: named, a map's value, or anything. */
    public Schema property(String name) {
        Schema named = properties().get(name);
        if (named != null) {
            return named;
        }
        Schema values = additional();
        return values == null ? ANYTHING : values;
    }

    public boolean preservesUnknown() {
        return source.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
    }

    public boolean embeddedResource() {
        return source.path("x-kubernetes-embedded-resource").asBoolean(false);
    }

    public boolean intOrString() {
        return source.path("x-kubernetes-int-or-string").asBoolean(false);
    }

    public boolean nullable() {
        return source.path("nullable").asBoolean(false);
    }

    /** Whether the object is replaced as a whole. */
    public boolean atomicMap() {
        return "atomic".equals(source.path("x-kubernetes-map-type").asText());
    }

    public ListType listType() {
        return switch (source.path("x-kubernetes-list-type").asText()) {
            case "map" -> ListType.MAP;
            case "set" -> ListType.SET;
            default -> ListType.ATOMIC;
        };
    }

    public List<String> mapKeys() {
        List<String> keys = new ArrayList<>();
        source.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
        return keys;
    }

    /** The one key by which strategic merge patches address this list's items; empty when they replace it. */
    public String patchMergeKey() {
        return source.path("x-kubernetes-patch-merge-key").asText("");
    }

    public @Nullable JsonNode defaultValue() {
        return defaultValue;
    }

    /** Such as date-time, of a text; empty when the schema names none. */
    public String format() {
        return source.path("format").asText("");
    }

    /** The rules in CEL that stand at this node, as the definition gives them; missing when there are none. */
    public JsonNode rules() {
        return source.path("x-kubernetes-validations");
    }

    /** What holds beyond the type. */
    synchronized Constraints constraints() {
        if (constraints == null) {
            constraints = Constraints.of(source, definitions);
        }
        return constraints;
    }
}
