package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.operation.Operation;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * Gathers the ids that the request refers to, as a PostgreSQL array in the variable {@code referenceIds}; unset when there
 * are none. What has not the form of an id refers to nothing and is not asked for.
 */
final class CollectReferences {

    public void collect(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        Set<String> ids = new LinkedHashSet<>();
        call.kind().references().forEach(reference -> {
            JsonNode id = call.request().at(reference.at());
            if (id.isTextual() && Operation.IdForm.entity.fits(id.asText())) {
                ids.add(id.asText());
            }
        });
        if (!ids.isEmpty()) {
            call.set("referenceIds", "{" + String.join(",", ids) + "}");
        }
    }
}
