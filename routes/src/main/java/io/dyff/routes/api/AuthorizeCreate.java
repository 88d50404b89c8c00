package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.entity.RequestHash;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.problem.Problem;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the caller may create for the account in the request, and gives the entity to come its id: random, or
 * derived from an {@code Idempotency-Key} so that a repeat meets its first, or made of its key when it is put.
 */
final class AuthorizeCreate {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int MAX_KEY_LENGTH = 255;

    public void authorize(Exchange exchange) {
        ApiCall call = new ApiCall(exchange);
        Kind kind = call.kind();
        JsonNode request = call.request();
        String account =
                kind.isPut() ? Entities.SYSTEM_ACCOUNT : request.path("account").asText();
        if (!call.caller().may(call.resource(), call.function(), account, "")) {
            throw Problem.forbidden("the token grants no create on " + call.resource() + " for the account " + account)
                    .exception();
        }
        String id = id(kind, account, request, call.header(IDEMPOTENCY_KEY));
        call.set("id", id);
        call.set("requestHash", RequestHash.of(request));
        call.set("keyed", call.header(IDEMPOTENCY_KEY) != null && !kind.isPut());
        call.checked(id);
    }

    private static String id(Kind kind, String account, JsonNode request, @Nullable String key) {
        Kind.Put rule = kind.put();
        if (rule != null) {
            return EntityIds.ofKey(
                    rule.key().stream().map(at -> request.at(at).asText()).toList());
        }
        if (key == null) {
            return EntityIds.random();
        }
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
            throw Problem.of(400, IDEMPOTENCY_KEY + " must have 1 to " + MAX_KEY_LENGTH + " characters")
                    .exception();
        }
        return EntityIds.derived(account, kind.resource() + "_create", key);
    }
}
