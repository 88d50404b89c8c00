package io.dyff.routes.entity;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.kind.Kind;
import java.time.Clock;

/** Makes whole entities from resolved create requests. Source: contract/api.md section 7. */
public final class Entities {
    /** Owner of what belongs to the platform itself. */
    public static final String SYSTEM_ACCOUNT = "__system__";

    private final Schemas schemas;
    private final Projection projection;
    private final Clock clock;

    public Entities(Schemas schemas, Projection projection, Clock clock) {
        this.schemas = schemas;
        this.projection = projection;
        this.clock = clock;
    }

    /**
     * @param entity a valid request in its normal form, its references already replaced by what they stand for; it
     *     becomes the entity
     * @return id, creation time, first status, and every default written out
     */
    public ObjectNode create(Kind kind, String id, ObjectNode entity) {
        entity.put("id", id);
        entity.put("kind", kind.name());
        entity.put("status", kind.created());
        entity.put("creationTime", Scalars.format(clock.instant()));
        kind.presets().forEach((at, value) -> preset(entity, at, value));
        document(kind, entity);
        Defaults.fill(schemas.place(kind.name()), entity);
        projection.reduce(entity);
        return entity;
    }

    /**
     * Makes what stands inside an entity and has an id of its own, such as a challenge's task.
     *
     * @param schema of the part
     * @param status its first
     */
    public ObjectNode part(String schema, String id, String status, ObjectNode part) {
        part.put("id", id);
        part.put("status", status);
        part.put("creationTime", Scalars.format(clock.instant()));
        Defaults.fill(schemas.place(schema), part);
        return part;
    }

    private static void preset(ObjectNode entity, JsonPointer at, JsonNode value) {
        if (entity.at(at).isMissingNode() && entity.at(at.head()) instanceof ObjectNode parent) {
            parent.set(at.last().getMatchingProperty(), value.deepCopy());
        }
    }

    /** Documentation has one place in what is stored; answers show it at the kind's own too. */
    private static void document(Kind kind, ObjectNode entity) {
        JsonNode documentation = kind.documentation() == null ? null : entity.remove(kind.documentation());
        if (documentation != null) {
            entity.withObject("/metadata").set("documentation", documentation);
        }
    }
}
