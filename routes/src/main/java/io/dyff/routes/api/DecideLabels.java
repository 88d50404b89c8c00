package io.dyff.routes.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.json.Json;
import org.apache.camel.Exchange;

/** Turns a label edit into its event; an edit of nothing becomes none. */
final class DecideLabels {
    private static final JsonPointer AT = JsonPointer.compile("/labels");
    private final EditRoom room;

    DecideLabels(EditRoom room) {
        this.room = room;
    }

    public void decide(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        JsonNode labels = call.request().path("labels");
        room.check(call.variable("row", EntityRow.class).body(), AT, labels);
        exchange.getMessage()
                .setBody(
                        labels.isEmpty()
                                ? null
                                : Events.of(
                                        call, EventType.LABELS, Json.object().set("labels", labels)));
    }
}
