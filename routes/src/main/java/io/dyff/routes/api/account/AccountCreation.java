package io.dyff.routes.api.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.account.Accounts;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.entity.RequestHash;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may make an account, and the making. */
public final class AccountCreation {
    private static final Logger LOG = LoggerFactory.getLogger(AccountCreation.class);
    private final Accounts accounts;

    AccountCreation(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Checks that the caller may make an account of that name, which is its id. */
    public void authorize(@Variable("call") ApiCall call, @Variable("request") JsonNode request) {
        String name = request.path("name").asText();
        if (!call.caller().may(call.resource(), call.function(), name, name)) {
            throw Problem.forbidden("the token grants no create on " + call.resource() + " for the account " + name)
                    .exception();
        }
        call.set("id", name);
        call.checked(name);
    }

    /**
     * Makes it, and leaves it as the variable {@code account}, also for a repeat of the request that made it; 409 when the
     * name is taken, or was.
     */
    public void create(@Variable("call") ApiCall call, @Variable("request") JsonNode request) {
        ObjectNode identity = request.get("identity") instanceof ObjectNode known ? known : Json.object();
        Accounts.Request repeatable = call.idempotencyKey()
                .map(key -> new Accounts.Request(
                        EntityIds.derived(
                                call.caller().tokenId(), call.operation().id(), key),
                        RequestHash.of(request)))
                .orElse(null);
        if (accounts.create(call.id(), identity, repeatable)) {
            LOG.info("account {} made by {}", call.id(), call.caller().subject());
        } else if (repeatable == null || !isRepeat(call.id(), repeatable)) {
            throw Problem.of(409, "there is, or was, an account " + call.id() + "; names are not given away again")
                    .exception();
        }
        call.set("account", accounts.find(call.id()).orElseThrow());
    }

    /** False when nothing was made under the key; 422 when it was something else. */
    private boolean isRepeat(String name, Accounts.Request request) {
        return accounts.madeUnder(request.key())
                .map(made -> {
                    if (!made.getKey().equals(name) || !made.getValue().equals(request.hash())) {
                        throw ApiCall.otherRequest();
                    }
                    return true;
                })
                .orElse(false);
    }
}
