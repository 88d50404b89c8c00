package io.dyff.routes.api.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.account.Account;
import io.dyff.routes.account.AccountSummary;
import io.dyff.routes.account.ApiKey;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.entity.Scalars;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Token;
import io.dyff.routes.json.Json;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * The one place where accounts and keys become answers: only those of accounts that a step has authorised for the call,
 * and never a secret. Source: contract/schema.md section 15.
 */
public final class AccountAnswers {

    /** The account, with its keys where a step has listed them. */
    public JsonNode account(
            @Variable("call") ApiCall call,
            @Variable("account") Account account,
            @Variable("keys") @Nullable List<ApiKey> keys) {
        call.requireChecked(account.id());
        ObjectNode answer = Json.object();
        answer.put("id", account.id()).put("name", account.name());
        answer.set("identity", account.identity());
        answer.put("creationTime", Scalars.format(account.created()));
        if (account.transition() != null) {
            answer.put("lastTransitionTime", Scalars.format(account.transition()));
        }
        status(account, answer);
        ArrayNode held = answer.putArray("apiKeys");
        Objects.requireNonNullElse(keys, List.<ApiKey>of()).forEach(key -> held.add(json(key)));
        ObjectNode auth = answer.putObject("auth");
        auth.set("permissions", Grant.toJson(account.permissions()));
        auth.put("permissionsVersion", account.permissionsVersion());
        return answer;
    }

    /** Status, reason and message of an account. */
    public JsonNode status(@Variable("call") ApiCall call, @Variable("account") Account account) {
        call.requireChecked(account.id());
        return status(account, Json.object());
    }

    /** What an account may grant, as a bare array. */
    public JsonNode permissions(@Variable("call") ApiCall call, @Variable("account") Account account) {
        call.requireChecked(account.id());
        return Grant.toJson(account.permissions());
    }

    /** One key. */
    public JsonNode key(@Variable("call") ApiCall call, @Variable("key") ApiKey key) {
        call.requireChecked(key.account());
        return json(key);
    }

    /** Keys as a bare array. */
    public JsonNode keys(@Variable("call") ApiCall call, @Variable("keys") List<ApiKey> keys) {
        ArrayNode answer = Json.mapper().createArrayNode();
        keys.forEach(key -> answer.add(key(call, key)));
        return answer;
    }

    /** Lines of a list, as a bare array. */
    public JsonNode summaries(@Variable("call") ApiCall call, @Variable("summaries") List<AccountSummary> summaries) {
        ArrayNode answer = Json.mapper().createArrayNode();
        for (AccountSummary summary : summaries) {
            call.requireChecked(summary.id());
            answer.addObject()
                    .put("id", summary.id())
                    .put("name", summary.name())
                    .put("apiKeyCount", summary.keys())
                    .put("creationTime", Scalars.format(summary.created()))
                    .put("status", summary.status().name());
        }
        return answer;
    }

    private static ObjectNode status(Account account, ObjectNode to) {
        to.put("status", account.status().name());
        if (account.reason() != null) {
            to.put("reason", account.reason());
        }
        if (account.message() != null) {
            to.put("message", account.message());
        }
        return to;
    }

    private static ObjectNode json(ApiKey key) {
        ObjectNode answer = Json.object();
        answer.set("grants", Grant.toJson(key.grants()));
        answer.put("id", key.id())
                .put("subject", Token.subjectOf(key.account()))
                .put("created", Scalars.format(key.created()))
                .put("expires", Scalars.format(key.expires()));
        if (key.permissionsVersion() != null) {
            answer.put("permissionsVersion", key.permissionsVersion());
        }
        return answer;
    }
}
