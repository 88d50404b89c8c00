package io.dyff.routes.api.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.routes.account.Account;
import io.dyff.routes.account.AccountStatus;
import io.dyff.routes.account.ApiKey;
import io.dyff.routes.account.ApiKeys;
import io.dyff.routes.account.KeyIssuer;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.KeyRegister;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of an account that the caller may see. */
public final class AccountKeys {
    private static final Logger LOG = LoggerFactory.getLogger(AccountKeys.class);
    private static final int MAX_LISTED = 1_000;
    private final ApiKeys keys;
    private final KeyIssuer issuer;
    private final KeyRegister register;

    AccountKeys(ApiKeys keys, KeyIssuer issuer, KeyRegister register) {
        this.keys = keys;
        this.issuer = issuer;
        this.register = register;
    }

    /** Leaves the account's keys as the variable {@code keys}, the newest first; a header says when there are more. */
    public void list(@Variable("call") ApiCall call, @Variable("account") Account account) {
        // One more than wanted tells whether something was left out.
        List<ApiKey> unrevoked = keys.unrevoked(account.id(), MAX_LISTED + 1);
        if (unrevoked.size() > MAX_LISTED) {
            call.answerHeader("Dyff-Truncated", "true");
        }
        call.set("keys", unrevoked.stream().limit(MAX_LISTED).toList());
    }

    /** Leaves one key as the variable {@code key}; 404 when there is none, or it was revoked. */
    public void find(
            @Variable("call") ApiCall call, @Variable("account") Account account, @Variable("tokenId") String id) {
        ApiKey key =
                keys.find(account.id(), id).orElseThrow(() -> Problem.notFound().exception());
        call.set("key", key);
    }

    /**
     * Answers a repeat as its first: the same token, whatever has become of it since, signed again because it is kept
     * nowhere. Leaves the id of the token as the variable {@code newToken}, and whether the request is a repeat as {@code
     * repeated}. Only the same caller's token makes a repeat: nobody comes by a token that a more powerful one made.
     */
    public @Nullable JsonNode findRepeat(
            @Variable("call") ApiCall call,
            @Variable("account") Account account,
            @Variable("request") JsonNode request) {
        Optional<String> key = call.idempotencyKey();
        String id = key.map(text -> EntityIds.derived(
                        account.id(), "accounts_createToken", call.caller().tokenId() + "/" + text))
                .orElseGet(EntityIds::random);
        Optional<ApiKey> earlier = key.flatMap(any -> keys.made(account.id(), id));
        call.set("newToken", id);
        call.set("repeated", earlier.isPresent());
        return earlier.map(made -> again(made, request)).orElse(null);
    }

    private JsonNode again(ApiKey made, JsonNode request) {
        if (!made.says(grants(request), expires(request))) {
            throw ApiCall.otherRequest();
        }
        return issuer.again(made)
                .<JsonNode>map(TextNode::valueOf)
                .orElseThrow(
                        () -> Problem.of(409, "the token was made before, and the secret that signed it is retired")
                                .exception());
    }

    /** Refuses grants beyond the account's permissions, or beyond what the caller could do without the token. */
    public void judge(
            @Variable("call") ApiCall call,
            @Variable("account") Account account,
            @Variable("request") JsonNode request) {
        requireActive(account);
        List<Grant> grants = grants(request);
        Grants.requireWithin("the account " + account.id(), account.permissions(), grants);
        Grants.requireWithin("the caller's token", call.caller().grants(), grants);
    }

    /** Answers a new token as the request has it; the permissions must still be those that it was judged by. */
    public JsonNode issue(
            @Variable("call") ApiCall call,
            @Variable("account") Account account,
            @Variable("newToken") String id,
            @Variable("request") JsonNode request) {
        Optional<KeyIssuer.Issued> issued = issuer.issue(account, id, grants(request), expires(request));
        if (issued.isEmpty()) {
            // Either the same request was faster, or something has changed.
            return keys.made(account.id(), id)
                    .map(made -> again(made, request))
                    .orElseThrow(() -> Problem.of(409, "the account " + account.id() + " has just changed; try again")
                            .exception());
        }
        LOG.info(
                "token {} of account {} made by {}",
                id,
                account.id(),
                call.caller().subject());
        return TextNode.valueOf(issued.get().text());
    }

    /** Ends one key; 404 when the account has none of that id. */
    public void revoke(
            @Variable("call") ApiCall call, @Variable("account") Account account, @Variable("tokenId") String id) {
        if (!keys.revoke(id, account.id())) {
            throw Problem.notFound().exception();
        }
        revoked(call, account, List.of(id));
    }

    /** Ends all keys. */
    public void revokeAll(@Variable("call") ApiCall call, @Variable("account") Account account) {
        revoked(call, account, keys.revokeAll(account.id()));
    }

    private void revoked(ApiCall call, Account account, List<String> ids) {
        register.forget(ids);
        LOG.info(
                "tokens {} of account {} revoked by {}",
                ids,
                account.id(),
                call.caller().subject());
    }

    private static List<Grant> grants(JsonNode request) {
        return Grant.listOf(request.path("grants"));
    }

    private static Instant expires(JsonNode request) {
        return Instant.parse(request.path("expires").asText());
    }

    private static void requireActive(Account account) {
        if (account.status() != AccountStatus.Active) {
            throw Problem.of(409, "the account " + account.id() + " is " + account.status())
                    .exception();
        }
    }
}
