package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes and shows accounts. An account's id is its name: the text that entities carry as their owner. */
@Command(name = "account", mixinStandardHelpOptions = true, description = "Accounts: owners of entities and of tokens.")
final class AccountCommands {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
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
        if (!ensure(context, name)) {
            throw new AdminException("there is an account " + name + " already");
        }
        output.print(context.out(), name, Json.object().put("id", name));
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists all accounts.")
    void list(@Mixin Output output) {
        print(null, output);
    }

    @Command(mixinStandardHelpOptions = true, description = "Shows one account; an error when there is none.")
    void show(@Parameters(paramLabel = "NAME") String name, @Mixin Output output) {
        if (print(name, output) == 0) {
            throw new AdminException("there is no account " + name);
        }
    }

    /** Makes the account if there is none; false when there was one. */
    static boolean ensure(AdminContext context, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new AdminException("the account name " + name
                    + " is no label value: 1 to 63 letters, digits, '-', '_' or '.', with no mark at an end");
        }
        return context.settings()
                        .jdbc()
                        .sql(context.files().text("insert-account.sql"))
                        .param("id", name)
                        .update()
                > 0;
    }

    private int print(@Nullable String id, Output output) {
        ArrayNode accounts = Json.mapper().createArrayNode();
        StringBuilder text = new StringBuilder();
        context.settings()
                .jdbc()
                .sql(context.files().text("select-accounts.sql"))
                .param("id", id)
                .query(row -> {
                    ObjectNode account = accounts.addObject();
                    account.put("id", row.getString("id"));
                    account.put("name", row.getString("name"));
                    account.put("status", row.getString("status"));
                    account.put(
                            "created",
                            row.getTimestamp("created_at").toInstant().toString());
                    account.put("keys", row.getInt("keys"));
                    text.append(row.getString("id"))
                            .append('\t')
                            .append(row.getString("status"))
                            .append('\t')
                            .append(row.getInt("keys"))
                            .append(" keys\n");
                });
        if (id == null || !accounts.isEmpty()) {
            output.print(context.out(), text.toString().stripTrailing(), id == null ? accounts : accounts.get(0));
        }
        return accounts.size();
    }
}
