package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Answers the documentation of an entity, a projection of {@code metadata.documentation}; the empty form before any edit.
 * After an edit the answer shows it, also while it is not visible to readers yet.
 */
final class AnswerDocumentation {
    private static final List<String> FIELDS = List.of("title", "summary", "fullPage");

    @SuppressWarnings("unchecked")
    public void answer(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        List<Map<String, Object>> rows = call.optional("rows", List.class);
        EntityRow row = EntityRow.first(rows).orElseGet(() -> call.variable("row", EntityRow.class));
        JsonNode stored = row.body().at("/metadata/documentation");
        JsonNode request = call.optional("request", JsonNode.class);
        JsonNode edit = request == null ? Json.object() : request.path("documentation");
        ObjectNode answer = Json.object().put("schemaVersion", "0.1").put("entity", call.id());
        for (String field : FIELDS) {
            JsonNode value = edit.has(field) ? edit.path(field) : stored.path(field);
            if (value.isTextual()) {
                answer.set(field, value);
            }
        }
        Answers.ok(exchange, answer);
    }
}
