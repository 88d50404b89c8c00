package io.dyff.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.Requests;
import org.apache.camel.Exchange;

/** Reads the body as the operation's request: valid, in its normal form, in the variable {@code request}. */
final class ReadRequest {
    private final Requests requests;

    ReadRequest(Requests requests) {
        this.requests = requests;
    }

    /** Reads the request of a create, which may hold only what this platform offers of the kind. */
    public void create(Exchange exchange) {
        read(exchange, (call, schema, body) -> requests.readCreate(call.kind(), schema, body));
    }

    /** Reads any other request. */
    public void read(Exchange exchange) {
        read(exchange, (call, schema, body) -> requests.read(schema, body));
    }

    private static void read(Exchange exchange, Reader reader) {
        ApiCall call = new ApiCall(exchange);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        String schema = call.operation()
                .requestSchema()
                .orElseThrow(() -> new IllegalStateException(call.operation().id() + " takes no body"));
        call.set("request", reader.read(call, schema, body == null ? new byte[0] : body));
        exchange.getMessage().setBody(null);
    }

    private interface Reader {
        ObjectNode read(ApiCall call, String schema, byte[] body);
    }
}
