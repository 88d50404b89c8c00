package io.dyff.routes.api.edit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EntityLimits;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;

/** Refuses an edit of one of an entity's maps that the entity has no room for. */
public final class EditRoom {
    private final EntityLimits limits;

    public EditRoom(EntityLimits limits) {
        this.limits = limits;
    }

    /** @param edit entries to set, those with null to remove */
    void check(ObjectNode entity, JsonPointer at, JsonNode edit) {
        ObjectNode after = entity.deepCopy();
        ObjectNode map = after.withObject(at);
        edit.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                map.remove(entry.getKey());
            } else {
                map.set(entry.getKey(), entry.getValue());
            }
        });
        int size = Json.bytes(after).length;
        // An edit that frees room is welcome whatever the size.
        if (size > limits.editedBytes() && size > Json.bytes(entity).length) {
            throw Problem.of(
                            413,
                            "the entity would have " + size + " bytes, more than " + limits.editedBytes()
                                    + "; nothing was written")
                    .exception();
        }
    }
}
