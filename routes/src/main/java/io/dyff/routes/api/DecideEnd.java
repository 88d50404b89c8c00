package io.dyff.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import java.util.function.Predicate;
import org.apache.camel.Exchange;

/** Turns a delete or terminate into its event; none when the entity has already come to that end. */
final class DecideEnd {

    /** Ends it for ever; its files stay. */
    public void delete(Exchange exchange) {
        end(exchange, Statuses.DELETED::equals, Statuses.DELETED, "DeleteCommand");
    }

    /** Stops what it does. */
    public void terminate(Exchange exchange) {
        end(exchange, Statuses::isTerminal, Statuses.TERMINATED, "TerminateCommand");
    }

    private static void end(Exchange exchange, Predicate<String> ended, String status, String reason) {
        ApiCall call = new ApiCall(exchange);
        if (ended.test(call.variable("row", EntityRow.class).status())) {
            exchange.getMessage().setBody(null);
            return;
        }
        ObjectNode patch =
                Json.object().put("status", status).put("reason", reason).putNull("message");
        call.set("ending", patch);
        exchange.getMessage().setBody(Events.of(call, EventType.STATUS, patch));
    }
}
