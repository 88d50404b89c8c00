package io.dyff.routes.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The accounts. Each write is one statement with the condition that it depends on. */
public final class Accounts {
    private final JdbcClient jdbc;
    private final DataFiles files;

    public Accounts(JdbcClient jdbc, DataFiles files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /**
     * Makes an account, which may grant what its owner needs and no more: {@link Role#Owner}.
     *
     * @param identity what other providers call it, by provider
     * @return false when there is, or was, one of that name
     */
    public boolean create(String name, ObjectNode identity) {
        return create(name, identity, null);
    }

    /**
     * What tells the repeats of a request.
     *
     * @param key who asked, and under which key
     * @param hash of what the request said
     */
    public record Request(String key, String hash) {}

    /**
     * The same for a request that may be repeated.
     *
     * @return false also when there is one that was made under the request's key
     */
    public boolean create(String name, ObjectNode identity, @Nullable Request request) {
        return statement("insert-account.sql")
                        .param("id", name)
                        .param("identity", identity.toString())
                        .param("permissions", json(Role.Owner.grants(name)))
                        .param("requestKey", request == null ? null : request.key())
                        .param("requestHash", request == null ? null : request.hash())
                        .update()
                > 0;
    }

    /** What an earlier request has made under the key: the account's id, and the hash of what that request said. */
    public Optional<Map.Entry<String, String>> madeUnder(String key) {
        return statement("select-repeated-account.sql")
                .param("requestKey", key)
                .query((row, n) -> Map.entry(row.getString("id"), row.getString("request_hash")))
                .optional();
    }

    public Optional<Account> find(String id) {
        return statement("select-account.sql")
                .param("id", id)
                .query(Account::of)
                .optional();
    }

    /** Those that match, in the order of their names. */
    public List<AccountSummary> list(AccountFilter filter) {
        return statement("select-accounts.sql")
                .param("ids", texts(filter.ids()))
                .param("text", filter.text())
                .param("hasKey", filter.hasKey())
                .param("limit", filter.limit())
                .query(AccountSummary::of)
                .list();
    }

    /**
     * Replaces what the account may grant, under a new version.
     *
     * @return false when there is no such account, or it is deleted
     */
    public boolean permit(String id, List<Grant> permissions) {
        return statement("update-account-permissions.sql")
                        .param("id", id)
                        .param("permissions", json(permissions))
                        .param("version", EntityIds.random())
                        .update()
                > 0;
    }

    /**
     * Changes the status; nothing happens when it is that already, or when the account is deleted.
     *
     * @param reason why, in a word
     * @param message why, in a sentence
     */
    public void put(String id, AccountStatus status, @Nullable String reason, @Nullable String message) {
        statement("update-account-status.sql")
                .param("id", id)
                .param("status", status.name())
                .param("reason", reason)
                .param("message", message)
                .update();
    }

    private JdbcClient.StatementSpec statement(String file) {
        return jdbc.sql(files.text(file));
    }

    private static String json(List<Grant> grants) {
        return Grant.toJson(grants).toString();
    }

    private static @Nullable String texts(@Nullable Set<String> ids) {
        if (ids == null) {
            return null;
        }
        ArrayNode array = Json.mapper().createArrayNode();
        ids.forEach(array::add);
        return array.toString();
    }
}
