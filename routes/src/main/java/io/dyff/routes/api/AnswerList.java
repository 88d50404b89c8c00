package io.dyff.routes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.routes.json.Json;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Answers the rows of a list query as a bare array; a header says when more would have matched than the answer may hold. */
final class AnswerList {
    private final EntityWriter writer;

    AnswerList(EntityWriter writer) {
        this.writer = writer;
    }

    @SuppressWarnings("unchecked")
    public void answer(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        List<Map<String, Object>> rows =
                (List<Map<String, Object>>) exchange.getMessage().getBody();
        ArrayNode answer = Json.mapper().createArrayNode();
        long limit = call.variable("limit", Long.class);
        for (Map<String, Object> columns : rows == null ? List.<Map<String, Object>>of() : rows) {
            if (answer.size() == limit) {
                call.answerHeader("Dyff-Truncated", "true");
                break;
            }
            EntityRow row = EntityRow.of(columns);
            // The statement has filtered already; this is the check that no statement can replace.
            if (call.caller().may(call.resource(), call.function(), row.account(), row.id())) {
                call.checked(row.id());
            }
            answer.add(writer.write(call, row.body()));
        }
        Answers.ok(exchange, answer);
    }
}
