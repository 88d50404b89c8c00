package io.dyff.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.apache.camel.Exchange;

/** Signs the token of a session that is about to be announced: before, so that no session exists without one. */
final class SignSessionToken {
    private final SessionTokens tokens;

    SignSessionToken(SessionTokens tokens) {
        this.tokens = tokens;
    }

    public void sign(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        ObjectNode entity = call.variable("entity", ObjectNode.class);
        Instant expires = entity.hasNonNull("expires")
                ? Instant.parse(entity.path("expires").asText())
                : null;
        call.set(
                "sessionToken",
                tokens.issue(call.resource(), call.id(), entity.path("account").asText(), expires));
    }
}
