package io.dyff.routes.api.read.query;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Places;
import io.dyff.routes.kind.Kind;

/** Whether a list query holds an entity: the conditions of {@link QueryStatement}, for one that has just changed. */
public final class QueryMatch {
    private QueryMatch() {}

    /** True when the entity fulfils all conditions and has all labels. */
    public static boolean of(Kind kind, QueryRequest request, JsonNode entity) {
        return request.equals().stream().allMatch(condition -> holds(kind, condition, entity))
                && request.labels().stream().allMatch(pair -> hasLabel(entity, pair));
    }

    private static boolean holds(Kind kind, QueryRequest.Condition condition, JsonNode entity) {
        JsonPointer path = kind.filters().get(condition.name());
        JsonPointer place = path == null ? JsonPointer.compile("/" + condition.name()) : path;
        return Places.in(entity, place).stream()
                .map(entity::at)
                .filter(value -> !value.isNull())
                .anyMatch(value -> condition.values().contains(text(value)));
    }

    /** As the database writes a value that it compares. */
    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** The first equals sign ends the name: there is none in it. */
    private static boolean hasLabel(JsonNode entity, String pair) {
        int end = pair.indexOf('=');
        return pair.substring(end + 1)
                .equals(entity.path("labels").path(pair.substring(0, end)).textValue());
    }
}
