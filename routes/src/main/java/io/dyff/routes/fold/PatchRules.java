package io.dyff.routes.fold;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.kind.Edit;
import io.dyff.routes.kind.Kinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What events may change of an entity: what {@code kinds.yaml} lists for their type, never the entity's identity. */
final class PatchRules {
    private static final Set<String> IDENTITY = Set.of("id", "kind", "account", "creationTime", "schemaVersion");
    private final Kinds kinds;

    PatchRules(Kinds kinds) {
        this.kinds = kinds;
    }

    /** What is wrong with the patch, or nothing. */
    Optional<String> check(JsonNode entity, EntityEvent event) {
        List<Edit> edits = of(entity);
        for (Map.Entry<String, JsonNode> field : event.body().properties()) {
            String name = field.getKey();
            if (IDENTITY.contains(name)) {
                if (!field.getValue().equals(entity.path(name))) {
                    return Optional.of("identity change: " + name);
                }
            } else if (of(edits, name).noneMatch(edit -> edit.events().contains(event.type()))) {
                return Optional.of(
                        "field '" + name + "' is not allowed in " + event.type().ceType());
            } else if (!fits(edits, name, field.getValue(), event.type())) {
                return wrongForm(name);
            }
        }
        boolean names = event.body().properties().stream().anyMatch(f -> !IDENTITY.contains(f.getKey()));
        return names ? Optional.empty() : Optional.of("the patch names no field");
    }

    /** What is wrong with the fields of a newborn entity that later events change, or nothing. */
    Optional<String> checkBirth(JsonNode entity) {
        for (Edit edit : of(entity)) {
            JsonNode value = entity.path(edit.field());
            boolean fits = edit.isWholeField() ? edit.form().fits(value) : value.isObject();
            if (!value.isMissingNode() && !value.isNull() && !fits) {
                return wrongForm(edit.field());
            }
        }
        return Optional.empty();
    }

    /** True for a field in which null stands for what is removed. */
    boolean isEdited(JsonNode entity, String field) {
        return of(of(entity), field).anyMatch(Edit::isMap);
    }

    private static boolean fits(List<Edit> edits, String name, JsonNode value, EventType type) {
        if (of(edits, name).anyMatch(Edit::isWholeField)) {
            return of(edits, name).allMatch(edit -> edit.form().fits(value));
        }
        return value.isObject()
                && !value.isEmpty()
                && value.properties().stream()
                        .allMatch(inner -> of(edits, name)
                                .anyMatch(edit -> edit.events().contains(type)
                                        && edit.at()
                                                .last()
                                                .getMatchingProperty()
                                                .equals(inner.getKey())
                                        && edit.form().fits(inner.getValue())));
    }

    private List<Edit> of(JsonNode entity) {
        return kinds.edits(entity.path("kind").asText());
    }

    private static Stream<Edit> of(List<Edit> edits, String field) {
        return edits.stream().filter(edit -> edit.field().equals(field));
    }

    private static Optional<String> wrongForm(String field) {
        return Optional.of("field '" + field + "' has the wrong form");
    }
}
