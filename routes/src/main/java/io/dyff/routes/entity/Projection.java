package io.dyff.routes.entity;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dyff.routes.data.DataFiles;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The form in which an entity leaves the platform: no nulls, and no newer nested field at its default ({@code
 * compat.yaml}).
 */
public final class Projection {
    /** Documents of the user's own, in which a null is a value. */
    private static final Set<String> FREE = Set.of("configuration", "jsonSchema");

    private final List<Rule> rules = new ArrayList<>();

    public Projection(DataFiles files) {
        try {
            JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(files.text("compat.yaml"));
            document.path("rules").forEach(rule -> rules.add(Rule.of(rule)));
        } catch (IOException e) {
            throw new UncheckedIOException("compat.yaml cannot be read: " + e.getMessage(), e);
        }
    }

    /** The entity as a caller gets it; the argument stays as it is. */
    public ObjectNode of(ObjectNode entity) {
        ObjectNode copy = entity.deepCopy();
        dropNulls(copy);
        String kind = copy.path("kind").asText();
        rules.stream().filter(rule -> rule.kinds.contains(kind)).forEach(rule -> rule.apply(copy));
        return copy;
    }

    private static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
            object.properties().forEach(field -> {
                if (!FREE.contains(field.getKey())) {
                    dropNulls(field.getValue());
                }
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(Projection::dropNulls);
        }
    }

    private record Rule(Set<String> kinds, JsonPointer at, JsonNode drop) {
        static Rule of(JsonNode node) {
            List<String> kinds = new ArrayList<>();
            node.path("kinds").forEach(kind -> kinds.add(kind.asText()));
            return new Rule(
                    Set.copyOf(kinds), JsonPointer.compile(node.path("at").asText()), node.path("drop"));
        }

        void apply(ObjectNode entity) {
            if (entity.at(at) instanceof ObjectNode object) {
                drop.properties().forEach(field -> {
                    if (field.getValue().equals(object.get(field.getKey()))) {
                        object.remove(field.getKey());
                    }
                });
            }
        }
    }

    /** The named fields of an entity and nothing else: what an embedding of it holds. */
    public static ObjectNode fields(JsonNode entity, List<String> names) {
        ObjectNode embedded = Json.object();
        for (String name : names) {
            JsonNode value = entity.path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                embedded.set(name, value.deepCopy());
            }
        }
        return embedded;
    }
}
