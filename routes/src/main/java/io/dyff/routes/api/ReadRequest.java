package io.dyff.routes.api;

import io.dyff.routes.entity.Requests;
import java.util.Objects;
import org.apache.camel.Exchange;

/** Reads the body as the operation's request: valid, in its normal form, in the variable {@code request}. */
final class ReadRequest {
    private final Requests requests;

    ReadRequest(Requests requests) {
        this.requests = requests;
    }

    public void read(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        byte[] bytes = body == null ? new byte[0] : body;
        String schema = Objects.requireNonNull(call.function().body(), "the operation takes no body");
        call.set(
                "request",
                schema.equals(ApiFunction.Body.CREATE_REQUEST)
                        ? requests.readCreate(call.kind(), bytes)
                        : requests.read(schema, bytes));
        exchange.getMessage().setBody(null);
    }
}
