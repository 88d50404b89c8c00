package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Ticket;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A decision that this instance has claimed to act on.
 *
 * @param id the entity
 * @param kind its kind
 * @param decision what is to be done
 * @param status the status it leads to
 * @param reason with that status, if any
 * @param message with that status, if any
 * @param failure the kind's word for a bad end
 * @param entity the whole entity, where it is needed
 * @param owner who claimed it
 * @param attempts the how-manieth claim this is; with the owner it fences off later ones
 * @param version of the entity: the last event in it
 */
public record OpenDecision(
        String id,
        String kind,
        String decision,
        @Nullable String status,
        @Nullable String reason,
        @Nullable String message,
        String failure,
        @Nullable JsonNode entity,
        String owner,
        int attempts,
        Ticket version) {
    static final String SOURCE = "/dyff/orchestrator";

    /** The event that says so to everyone. */
    public WorkflowEvent event() {
        ObjectNode patch =
                Json.object().put("status", status).put("reason", reason).put("message", message);
        return WorkflowEvent.of(id, EventType.STATUS, SOURCE, patch);
    }
}
