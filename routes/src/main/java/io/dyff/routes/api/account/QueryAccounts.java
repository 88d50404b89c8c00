package io.dyff.routes.api.account;

import io.dyff.routes.account.AccountFilter;
import io.dyff.routes.account.AccountSummary;
import io.dyff.routes.account.Accounts;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Caller;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Finds accounts for those who look after them. Source: contract/data/schemas/queries, AccountQueryRequest. */
public final class QueryAccounts {
    private static final int LIMIT = 50;
    private static final int LIMIT_MAX = 200;
    private final Accounts accounts;

    QueryAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Leaves the accounts that match and that the caller's grants reach, as the variable {@code summaries}. */
    public void query(@Variable("call") ApiCall call) {
        Map<String, String> given = parameters(call);
        List<AccountSummary> found = accounts.list(new AccountFilter(
                reach(call), given.get("query"), hasKey(given.get("hasapikey")), limit(given.get("limit"))));
        // The statement has filtered already; this is the check that no statement can replace.
        found.stream()
                .map(AccountSummary::id)
                .filter(id -> call.caller().may(call.resource(), call.function(), id, id))
                .forEach(call::checked);
        call.set("summaries", found);
    }

    private static @Nullable Set<String> reach(ApiCall call) {
        Caller.Scope scope = call.caller().scope(call.resource(), call.function());
        if (scope.isEverything()) {
            return null;
        }
        Set<String> ids = new HashSet<>(scope.accounts());
        ids.addAll(scope.entities());
        return ids;
    }

    /** By name without case and underscores, so that both spellings are the same. */
    private static Map<String, String> parameters(ApiCall call) {
        Map<String, String> given = new HashMap<>();
        for (String name : call.parameterNames()) {
            String value = call.parameter(name);
            if (value != null) {
                given.put(name.replace("_", "").toLowerCase(Locale.ROOT), value);
            }
        }
        return given;
    }

    private static @Nullable Boolean hasKey(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw bad("hasAPIKey", "must be true or false");
        };
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return LIMIT;
        }
        int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LIMIT_MAX) {
            throw bad("limit", "must be a whole number from 1 to " + LIMIT_MAX);
        }
        return limit;
    }

    private static RuntimeException bad(String parameter, String message) {
        FieldError error = new FieldError(parameter, message);
        return new Problem(400, parameter + ": " + message, List.of(error), Map.of()).exception();
    }
}
