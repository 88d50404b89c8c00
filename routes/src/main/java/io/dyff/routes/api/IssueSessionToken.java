package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import io.dyff.routes.problem.Problem;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Answers a new token for a session to those who may use its service; it never outlives the session. Source:
 * contract/api.md section 9.
 */
final class IssueSessionToken {
    private final SessionTokens tokens;
    private final Kinds kinds;

    IssueSessionToken(SessionTokens tokens, Kinds kinds) {
        this.tokens = tokens;
        this.kinds = kinds;
    }

    public void issue(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        EntityRow row = call.variable("row", EntityRow.class);
        call.kind().references().forEach(reference -> requireConsume(call, reference, row));
        if (Statuses.isTerminal(row.status())) {
            throw Problem.of(409, "the session is " + row.status()).exception();
        }
        Instant end = time(row.body());
        JsonNode request = call.optional("request", JsonNode.class);
        Instant wanted = request == null ? null : time(request);
        if (wanted != null && end != null && wanted.isAfter(end)) {
            throw Problem.invalid("/expires", "lies after the session's own end, " + end)
                    .exception();
        }
        Answers.ok(
                exchange,
                TextNode.valueOf(
                        tokens.issue(call.resource(), row.id(), row.account(), wanted == null ? end : wanted)));
    }

    private void requireConsume(ApiCall call, Kind.Reference reference, EntityRow row) {
        JsonNode used = row.body().at(reference.at());
        String resource = kinds.get(reference.kind()).resource();
        if (!call.caller()
                .may(
                        resource,
                        "consume",
                        used.path("account").asText(),
                        used.path("id").asText())) {
            throw Problem.forbidden("the token grants no consume on the session's service")
                    .exception();
        }
    }

    private static @Nullable Instant time(JsonNode node) {
        return node.hasNonNull("expires") ? Instant.parse(node.path("expires").asText()) : null;
    }
}
