package io.dyff.routes.api.edit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.Events;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** The events of edits and endings; none for an edit of nothing, and for an entity that has come to that end already. */
public final class Edits {
    private static final JsonPointer LABELS = JsonPointer.compile("/labels");
    private static final JsonPointer DOCUMENTATION = JsonPointer.compile("/metadata/documentation");
    private final EditRoom room;

    public Edits(EditRoom room) {
        this.room = room;
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
        room.check(row.body(), at, entries);
        if (entries.isEmpty()) {
            return null;
        }
        ObjectNode patch = Json.object();
        patch.withObject(at).setAll((ObjectNode) entries);
        return Events.of(call, type, patch);
    }

    private static @Nullable WorkflowEvent end(ApiCall call, boolean ended, String status, String reason) {
        if (ended) {
            return null;
        }
        ObjectNode patch =
                Json.object().put("status", status).put("reason", reason).putNull("message");
        call.set("ending", patch);
        return Events.of(call, EventType.STATUS, patch);
    }
}
