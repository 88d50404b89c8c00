package io.dyff.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import org.apache.camel.Exchange;

/** Turns a delete or terminate into its event; none when the entity has already come to that end. */
final class DecideEnd {

    public void decide(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        EntityRow row = call.variable("row", EntityRow.class);
        boolean terminate = call.function() == ApiFunction.terminate;
        boolean ended =
                terminate ? Statuses.isTerminal(row.status()) : row.status().equals(Statuses.DELETED);
        if (ended) {
            exchange.getMessage().setBody(null);
            return;
        }
        ObjectNode patch = Json.object()
                .put("status", terminate ? Statuses.TERMINATED : Statuses.DELETED)
                .put("reason", terminate ? "TerminateCommand" : "DeleteCommand")
                .putNull("message");
        call.set("ending", patch);
        exchange.getMessage().setBody(Events.of(call, EventType.STATUS, patch));
    }
}
