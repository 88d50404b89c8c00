package io.dyff.routes.api.account;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.account.Account;
import io.dyff.routes.account.AccountEnd;
import io.dyff.routes.account.Accounts;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.KeyRegister;
import java.util.List;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What changes of an account. */
public final class AccountEdits {
    private static final Logger LOG = LoggerFactory.getLogger(AccountEdits.class);
    private final Accounts accounts;
    private final AccountEnd end;
    private final KeyRegister register;

    AccountEdits(Accounts accounts, AccountEnd end, KeyRegister register) {
        this.accounts = accounts;
        this.end = end;
        this.register = register;
    }

    /** Replaces the permissions by those of the request, none of which may exceed what the caller's own token grants. */
    public void permit(
            @Variable("call") ApiCall call,
            @Variable("account") Account account,
            @Variable("request") JsonNode request) {
        List<Grant> permissions = Grant.listOf(request.path("permissions"));
        Grants.requireWithin("the caller's token", call.caller().grants(), permissions);
        if (!accounts.permit(account.id(), permissions)) {
            throw Problem.of(409, "the account " + account.id() + " is deleted").exception();
        }
        register.forgetAll();
        LOG.info(
                "permissions of account {} replaced by {}",
                account.id(),
                call.caller().subject());
    }

    /** Ends the account and its keys, and leaves it as it is then. */
    public void delete(@Variable("call") ApiCall call, @Variable("account") Account account) {
        end.of(account.id());
        register.forgetAll();
        LOG.info("account {} deleted by {}", account.id(), call.caller().subject());
        call.set("account", accounts.find(account.id()).orElseThrow());
    }
}
