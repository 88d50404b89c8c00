package io.dyff.routes.orchestrate.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Ticket;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import io.dyff.routes.orchestrate.admission.Claim;
import org.jspecify.annotations.Nullable;

/**
 * A decision that this instance has claimed to act on.
 *
 * @param id the entity
 * @param kind its kind
 * @param decision what is to be done, or drop when the claim is not good any more
 * @param status the status it leads to
 * @param reason with that status, if any
 * @param message with that status, if any
 * @param failure the kind's word for a bad end
 * @param entity the whole entity, where it is needed
 * @param claim by which it may be acted on
 * @param version of the entity: the last event in it; absent when the claim is another's by now
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
        Claim claim,
        @Nullable Ticket version) {
    /** The decision of a claim that is not good any more. */
    static final String DROP = "drop";

    /** Where the orchestrator's events come from. */
    public static final String SOURCE = "/dyff/orchestrator";

    public boolean isDropped() {
        return decision.equals(DROP);
    }

    /** The event that says so to everyone. */
    public WorkflowEvent event() {
        ObjectNode patch =
                Json.object().put("status", status).put("reason", reason).put("message", message);
        return WorkflowEvent.of(id, EventType.STATUS, SOURCE, patch);
    }
}
