package io.dyff.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.audience.Standing;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.kind.Viewer;

/** The one place where entities become answers: only checked ones, and in the form that every client reads. */
public final class EntityWriter {
    private static final String STANDING = "standing";
    private final Projection projection;
    private final Audiences audiences;

    public EntityWriter(Projection projection, Audiences audiences) {
        this.projection = projection;
        this.audiences = audiences;
    }

    /** The entity as the caller gets it; refuses one that no step has authorised for this call. */
    public ObjectNode write(ApiCall call, ObjectNode entity) {
        call.requireChecked(entity.path("id").asText());
        return shown(standing(call), entity);
    }

    /** The entity as its reader gets it, for answers that are no call's. */
    public ObjectNode write(Caller caller, ObjectNode entity) {
        return shown(audiences.standing(caller), entity);
    }

    /** True when the caller has what it would be shown of the row, by the entity tag of its request. */
    public boolean isKnown(ApiCall call, EntityRow row) {
        Viewer role = audiences.role(standing(call), row.body());
        return call.isKnown(row.version(), role);
    }

    private ObjectNode shown(Standing standing, ObjectNode entity) {
        ObjectNode answer = projection.of(entity);
        audiences.trim(standing, answer);
        return answer;
    }

    private Standing standing(ApiCall call) {
        Standing known = call.get(STANDING, Standing.class);
        Standing standing = known == null ? audiences.standing(call.caller()) : known;
        call.set(STANDING, standing);
        return standing;
    }
}
