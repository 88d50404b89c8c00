package io.dyff.routes.entity;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.json.Places;
import io.dyff.routes.json.Rows;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The form in which an entity leaves the platform: no nulls, and no newer nested field at its default ({@code
 * compat.yaml}).
 */
public final class Projection {
    private static final Rows FILE = new Rows("compat.yaml");
    private final Kinds kinds;
    private final Set<String> free;
    private final List<Rule> rules = new ArrayList<>();

    /** A row that names an unknown kind is refused. */
    public Projection(DataFiles files, Kinds kinds) {
        this.kinds = kinds;
        Document document = FILE.document(files.text(FILE.file()), Document.class);
        free = Set.copyOf(document.free());
        for (JsonNode row : document.rules()) {
            rules.add(FILE.row(rules.size() + 1, "at", row, Rule.class, rule -> {
                rule.kinds().forEach(kind -> Rows.check(kinds.find(kind).isPresent(), "there is no kind " + kind));
                return rule;
            }));
        }
    }

    /** The entity as a caller gets it; the argument stays as it is. */
    public ObjectNode of(ObjectNode entity) {
        ObjectNode copy = entity.deepCopy();
        kinds.find(copy.path("kind").asText())
                .map(Kind::documentation)
                .ifPresent(at -> copy.set(
                        at,
                        copy.withObject("/metadata")
                                .withObject("/documentation")
                                .deepCopy()));
        reduce(copy);
        return copy;
    }

    /** Brings an entity into this form. */
    void reduce(ObjectNode entity) {
        dropNulls(entity);
        String kind = entity.path("kind").asText();
        for (Rule rule : rules) {
            if (rule.kinds.contains(kind)) {
                rule.apply(entity);
            }
        }
    }

    private void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
            object.properties().forEach(field -> {
                if (!free.contains(field.getKey())) {
                    dropNulls(field.getValue());
                }
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(this::dropNulls);
        }
    }

    private record Document(List<String> free, List<JsonNode> rules) {}

    private record Rule(Set<String> kinds, JsonPointer at, JsonNode drop) {
        void apply(ObjectNode entity) {
            for (JsonPointer place : Places.in(entity, at)) {
                if (entity.at(place) instanceof ObjectNode object) {
                    drop.properties()
                            .forEach(field -> object.properties()
                                    .removeIf(held -> held.getKey().equals(field.getKey())
                                            && held.getValue().equals(field.getValue())));
                }
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
