package io.dyff.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.Projection;

/** The one place where entities become answers: only checked ones, and in the form that every client reads. */
public final class EntityWriter {
    private final Projection projection;

    public EntityWriter(Projection projection) {
        this.projection = projection;
    }

    /** The entity as the caller gets it; refuses one that no step has authorised for this call. */
    public ObjectNode write(ApiCall call, ObjectNode entity) {
        call.requireChecked(entity.path("id").asText());
        return projection.of(entity);
    }
}
