package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.account.Account;
import io.dyff.routes.account.AccountEnd;
import io.dyff.routes.account.AccountFilter;
import io.dyff.routes.account.AccountStatus;
import io.dyff.routes.account.AccountSummary;
import io.dyff.routes.account.Accounts;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.operation.Operation.IdForm;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes, shows and ends accounts. An account's id is its name: the text that entities carry as their owner. */
@Command(name = "account", mixinStandardHelpOptions = true, description = "Accounts: owners of entities and of tokens.")
final class AccountCommands {
    private final AdminContext context;

    AccountCommands(AdminContext context) {
        this.context = context;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes an account and prints its id; an error when there is one.")
    void create(
            @Parameters(paramLabel = "NAME", description = "A label value of at most 63 characters") String name,
            @Mixin Output output) {
        if (!ensure(context.accounts(), name)) {
            throw new AdminException("there is an account " + name + " already");
        }
        output.print(context.out(), name, Json.object().put("id", name));
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists all accounts.")
    void list(@Mixin Output output) {
        ArrayNode accounts = Json.mapper().createArrayNode();
        List<AccountSummary> all = context.accounts().list(AccountFilter.ALL);
        all.forEach(account -> accounts.add(json(account)));
        output.print(
                context.out(), all.stream().map(AccountCommands::line).collect(Collectors.joining("\n")), accounts);
    }

    @Command(mixinStandardHelpOptions = true, description = "Shows one account; an error when there is none.")
    void show(@Parameters(paramLabel = "NAME") String name, @Mixin Output output) {
        Account account = get(name);
        AccountSummary summary = context.accounts()
                .list(new AccountFilter(Set.of(name), null, null, 1))
                .getFirst();
        ObjectNode json = json(summary);
        if (account.reason() != null) {
            json.put("reason", account.reason());
        }
        if (account.message() != null) {
            json.put("message", account.message());
        }
        json.set("permissions", Grant.toJson(account.permissions()));
        output.print(context.out(), line(summary), json);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Replaces what the tokens of an account may grant that it makes for itself over HTTP; its"
                    + " session tokens end.")
    void permit(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--grant", description = TokenCommands.GRANT) @Nullable List<String> grants,
            @Option(names = "--role", description = "Instead of grants: ${COMPLETION-CANDIDATES}") @Nullable Role role,
            @Mixin Output output) {
        if ((grants == null) == (role == null)) {
            throw new AdminException("exactly one of --grant and --role is needed");
        }
        List<Grant> permissions = TokenCommands.grants(name, grants, role);
        get(name);
        if (!context.accounts().permit(name, permissions)) {
            throw new AdminException("the account " + name + " is deleted");
        }
        output.print(context.out(), "permitted", Json.object().put("permitted", name));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Refuses all tokens of an account within five seconds; what it runs goes on.")
    void suspend(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--reason", description = "Why, in a word such as PaymentDue") @Nullable String reason,
            @Option(names = "--message", description = "Why, in a sentence") @Nullable String message,
            @Mixin Output output) {
        status(name, AccountStatus.Suspended, reason, message, output);
    }

    @Command(mixinStandardHelpOptions = true, description = "Ends the suspension of an account.")
    void reactivate(@Parameters(paramLabel = "NAME") String name, @Mixin Output output) {
        status(name, AccountStatus.Active, null, null, output);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Ends an account and all its tokens for ever; its entities stay, and its name stays taken.")
    void delete(@Parameters(paramLabel = "NAME") String name, @Mixin Output output) {
        get(name);
        new AccountEnd(context.accounts(), context.keys()).of(name);
        print(AccountStatus.Deleted, output);
    }

    /** Makes the account if there is none; false when there was one. */
    static boolean ensure(Accounts accounts, String name) {
        if (!IdForm.account.fits(name)) {
            throw new AdminException("the account name " + name
                    + " is no label value: 1 to 63 letters, digits, '-', '_' or '.', with no mark at an end");
        }
        return accounts.create(name, Json.object());
    }

    private void status(
            String name, AccountStatus status, @Nullable String reason, @Nullable String message, Output output) {
        if (get(name).status() == AccountStatus.Deleted) {
            throw new AdminException("the account " + name + " is deleted");
        }
        context.accounts().put(name, status, reason, message);
        print(status, output);
    }

    private Account get(String name) {
        return context.accounts().find(name).orElseThrow(() -> new AdminException("there is no account " + name));
    }

    private void print(AccountStatus status, Output output) {
        output.print(context.out(), status.name(), Json.object().put("status", status.name()));
    }

    private static ObjectNode json(AccountSummary account) {
        return Json.object()
                .put("id", account.id())
                .put("name", account.name())
                .put("status", account.status().name())
                .put("created", account.created().toString())
                .put("keys", account.keys());
    }

    private static String line(AccountSummary account) {
        return account.id() + "\t" + account.status() + "\t" + account.keys() + " keys";
    }
}
