package io.dyff.routes.fold;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What a patch may touch: the fields of its type, never the entity's identity. */
final class PatchRules {
    private static final Set<String> IDENTITY = Set.of("id", "kind", "account", "creationTime", "schemaVersion");

    /** What is wrong with the patch, or nothing. */
    Optional<String> check(JsonNode entity, EntityEvent event) {
        for (Map.Entry<String, JsonNode> field : event.body().properties()) {
            String name = field.getKey();
            if (IDENTITY.contains(name)) {
                if (!field.getValue().equals(entity.path(name))) {
                    return Optional.of("identity change: " + name);
                }
            } else if (!event.type().fields().contains(name)) {
                return Optional.of(
                        "field '" + name + "' is not allowed in " + event.type().ceType());
            } else if (!fits(name, field.getValue())) {
                return Optional.of("field '" + name + "' has the wrong form");
            }
        }
        boolean names = event.body().properties().stream().anyMatch(f -> !IDENTITY.contains(f.getKey()));
        return names ? Optional.empty() : Optional.of("the patch names no field");
    }

    /** Whether a common field has the form that every reader expects. */
    static boolean fits(String name, JsonNode value) {
        return switch (name) {
            case "status" -> value.isTextual();
            case "reason", "message" -> value.isTextual() || value.isNull();
            case "labels" -> value.isObject() && allTextOrNull(value);
            case "metadata" -> value.isObject() && value.size() == 1 && isDocumentation(value.path("documentation"));
            default -> false;
        };
    }

    private static boolean isDocumentation(JsonNode value) {
        return value.isNull() || (value.isObject() && allTextOrNull(value));
    }

    private static boolean allTextOrNull(JsonNode object) {
        return StreamSupport.stream(object.spliterator(), false).allMatch(v -> v.isTextual() || v.isNull());
    }
}
