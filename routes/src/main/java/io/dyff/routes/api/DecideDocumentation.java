package io.dyff.routes.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.json.Json;
import org.apache.camel.Exchange;

/** Turns a documentation edit into its event; an edit of nothing becomes none. */
final class DecideDocumentation {
    private static final JsonPointer AT = JsonPointer.compile("/metadata/documentation");
    private final EditRoom room;

    DecideDocumentation(EditRoom room) {
        this.room = room;
    }

    public void decide(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        JsonNode documentation = call.request().path("documentation");
        room.check(call.variable("row", EntityRow.class).body(), AT, documentation);
        ObjectNode patch = Json.object();
        patch.putObject("metadata").set("documentation", documentation);
        exchange.getMessage().setBody(documentation.isEmpty() ? null : Events.of(call, EventType.DOCUMENTATION, patch));
    }
}
