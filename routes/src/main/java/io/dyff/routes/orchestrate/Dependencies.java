package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.kind.FieldPath;
import io.dyff.routes.kind.Kind;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

    private static Set<String> at(JsonNode entity, Collection<FieldPath> paths) {
        return paths.stream()
                .flatMap(path -> path.texts(entity).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
