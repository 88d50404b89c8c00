package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Answers a create: from the row that its event made. A row that has moved on since belongs to later reads, unless the
 * request was a repeat: then the row is its answer, and a row of another request under the same key an error.
 */
final class AnswerCreate {
    private final EntityWriter writer;

    AnswerCreate(EntityWriter writer) {
        this.writer = writer;
    }

    @SuppressWarnings("unchecked")
    public void answer(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        List<Map<String, Object>> rows = call.optional("rows", List.class);
        Optional<EntityRow> row = EntityRow.first(rows);
        ObjectNode made = call.variable("entity", ObjectNode.class);
        boolean keyed = call.variable("keyed", Boolean.class);
        row.filter(r -> keyed).ifPresent(r -> refuseOther(call, r));
        boolean isItsRow = row.isPresent() && (keyed || row.get().version() == call.variable("offset", Long.class));
        ObjectNode entity = writer.write(call, isItsRow ? row.get().body() : made);
        String token = call.optional("sessionToken", String.class);
        Answers.ok(exchange, token == null ? entity : withToken(call.kind(), entity, token));
    }

    private static void refuseOther(ApiCall call, EntityRow row) {
        if (!call.variable("requestHash", String.class).equals(row.requestHash())) {
            throw Problem.of(422, AuthorizeCreate.IDEMPOTENCY_KEY + " was used before with another request")
                    .exception();
        }
    }

    private static JsonNode withToken(Kind kind, ObjectNode entity, String token) {
        ObjectNode answer = Json.object();
        answer.set(kind.name().toLowerCase(Locale.ROOT), entity);
        return answer.put("token", token);
    }
}
