package io.dyff.routes.api.edit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.event.EntityLimits;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** The events of edits and endings; none for an edit of nothing, and for an entity that has come to that end already. */
public final class Edits {
    private static final JsonPointer LABELS = JsonPointer.compile("/labels");
    private static final JsonPointer DOCUMENTATION = JsonPointer.compile("/metadata/documentation");
    private final EntityLimits limits;

    public Edits(EntityLimits limits) {
        this.limits = limits;
    }

    /** Merges labels. */
    public @Nullable WorkflowEvent labels(
            @Variable("call") ApiCall call, @Variable("row") EntityRow row, @Variable("request") JsonNode request) {
        return edit(call, row, EventType.LABELS, LABELS, request.path("labels"));
    }

    /** Merges documentation. */
    public @Nullable WorkflowEvent documentation(
            @Variable("call") ApiCall call, @Variable("row") EntityRow row, @Variable("request") JsonNode request) {
        return edit(call, row, EventType.DOCUMENTATION, DOCUMENTATION, request.path("documentation"));
    }

    /** Ends it for ever; its files stay. */
    public @Nullable WorkflowEvent delete(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        return end(call, row.status().equals(Statuses.DELETED), Statuses.DELETED, "DeleteCommand");
    }

    /** Stops what it does. */
    public @Nullable WorkflowEvent terminate(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        return end(call, Statuses.isTerminal(row.status()), Statuses.TERMINATED, "TerminateCommand");
    }

    private @Nullable WorkflowEvent edit(
            ApiCall call, EntityRow row, EventType type, JsonPointer at, JsonNode entries) {
        checkRoom(row.body(), at, entries);
        if (entries.isEmpty()) {
            return null;
        }
        ObjectNode patch = Json.object();
        patch.withObject(at).setAll((ObjectNode) entries);
        return call.event(type, patch);
    }

    /** Refuses an edit of one of an entity's maps that the entity has no room for. */
    private void checkRoom(ObjectNode entity, JsonPointer at, JsonNode edit) {
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

    private static @Nullable WorkflowEvent end(ApiCall call, boolean ended, String status, String reason) {
        if (ended) {
            return null;
        }
        ObjectNode patch =
                Json.object().put("status", status).put("reason", reason).putNull("message");
        call.set("ending", patch);
        return call.event(EventType.STATUS, patch);
    }
}
