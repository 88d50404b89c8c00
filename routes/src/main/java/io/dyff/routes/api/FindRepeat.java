package io.dyff.routes.api;

import io.dyff.routes.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Tells a create that was made before, under the same {@code Idempotency-Key}, from a new one. A repeat writes nothing and
 * gets the entity that is there, whatever became of its references; another request under the same key is an error.
 */
final class FindRepeat {

    @SuppressWarnings("unchecked")
    public void find(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        List<Map<String, Object>> rows = call.optional("rows", List.class);
        Optional<EntityRow> row = EntityRow.first(rows);
        call.set("repeated", row.isPresent());
        if (row.isPresent()) {
            if (!call.variable("requestHash", String.class).equals(row.get().requestHash())) {
                throw Problem.of(422, AuthorizeCreate.IDEMPOTENCY_KEY + " was used before with another request")
                        .exception();
            }
            call.set("entity", row.get().body());
            call.set("offset", row.get().version());
            exchange.getMessage().setBody(null);
        }
    }
}
