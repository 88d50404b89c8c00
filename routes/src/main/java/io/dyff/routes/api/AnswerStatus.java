package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Answers status, reason and message of an entity that came to an end: as stored, or as just written. */
final class AnswerStatus {
    private static final List<String> FIELDS = List.of("status", "reason", "message");

    @SuppressWarnings("unchecked")
    public void answer(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        List<Map<String, Object>> rows = call.optional("rows", List.class);
        EntityRow row = EntityRow.first(rows).orElseGet(() -> call.variable("row", EntityRow.class));
        JsonNode ending = call.optional("ending", JsonNode.class);
        // Not visible yet: what was written is newer than what can be read.
        JsonNode shown = ending == null || call.variable("visible", Boolean.class) ? row.body() : ending;
        ObjectNode answer = Json.object();
        for (String field : FIELDS) {
            JsonNode value = shown.path(field);
            if (value.isTextual()) {
                answer.set(field, value);
            }
        }
        Answers.ok(exchange, answer);
    }
}
