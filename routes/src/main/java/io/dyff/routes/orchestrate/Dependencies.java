package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Places;
import io.dyff.routes.kind.Kind;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The entities that must be there before another is scheduled. Source: contract/schema.md section 17. */
public final class Dependencies {
    private Dependencies() {}

    /** Ids that must have ended as a success: those of the kind, and the entity's own preconditions. */
    public static Set<String> of(Kind kind, JsonNode entity) {
        Set<String> ids = at(entity, kind.dependencies());
        for (JsonNode precondition : entity.at("/metadata/preconditions")) {
            if (precondition.path("id").isTextual()) {
                ids.add(precondition.path("id").asText());
            }
        }
        return ids;
    }

    /** Ids of sessions that must be serving. */
    public static Set<String> running(Kind kind, JsonNode entity) {
        return at(entity, kind.running());
    }

    /** Ids of what the entity is made of. */
    static Set<String> parts(Kind kind, JsonNode entity) {
        return at(entity, kind.completes());
    }

    private static Set<String> at(JsonNode entity, Collection<JsonPointer> paths) {
        Set<String> ids = new TreeSet<>();
        for (JsonPointer path : paths) {
            for (JsonPointer place : Places.in(entity, path)) {
                if (entity.at(place).isTextual()) {
                    ids.add(entity.at(place).asText());
                }
            }
        }
        return ids;
    }
}
