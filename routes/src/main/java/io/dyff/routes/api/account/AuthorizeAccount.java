package io.dyff.routes.api.account;

import io.dyff.routes.account.Account;
import io.dyff.routes.account.Accounts;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.http.problem.Problem;
import org.apache.camel.Variable;

/** Checks the function on exactly this account, and leaves it as the variable {@code account}. */
public final class AuthorizeAccount {
    private final Accounts accounts;

    AuthorizeAccount(Accounts accounts) {
        this.accounts = accounts;
    }

    public void authorize(@Variable("call") ApiCall call) {
        Account account =
                accounts.find(call.id()).orElseThrow(() -> Problem.notFound().exception());
        call.authorize(account.id(), account.id());
        call.set("account", account);
    }
}
