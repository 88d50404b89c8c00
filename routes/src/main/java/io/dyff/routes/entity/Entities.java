package io.dyff.routes.entity;

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
        Defaults.fill(schemas.place(kind.name()), entity);
        projection.reduce(entity);
        return entity;
    }
}
