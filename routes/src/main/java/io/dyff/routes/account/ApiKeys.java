package io.dyff.routes.account;

import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Token;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys of accounts: what of their tokens is registered. Each write is one statement with its condition. */
public final class ApiKeys {
    private final JdbcClient jdbc;
    private final DataFiles files;

    public ApiKeys(JdbcClient jdbc, DataFiles files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /**
     * Registers a token, from when on it counts.
     *
     * @param kid which secret signed it
     * @param judgedBy the version of the permissions that it was compared with, null when it was with none
     * @return false when its account is not active, or has other permissions by now
     */
    public boolean register(Token token, String kid, @Nullable String judgedBy) {
        return statement("insert-api-key.sql")
                        .param("id", token.id())
                        .param("account", token.account())
                        .param("grants", Grant.toJson(token.grants()).toString())
                        .param("created", Timestamp.from(token.created()))
                        .param("expires", Timestamp.from(token.expires()))
                        .param("permissionsVersion", token.permissionsVersion())
                        .param("kid", kid)
                        .param("judgedBy", judgedBy)
                        .update()
                > 0;
    }

    /** The keys of an account that nobody has revoked, the newest first. */
    public List<ApiKey> unrevoked(String account, int limit) {
        return select(account, null, false, limit);
    }

    /** All keys that an account ever had, the newest first. */
    public List<ApiKey> all(String account) {
        return select(account, null, true, Integer.MAX_VALUE);
    }

    /** The key of an account, unless it was revoked. */
    public Optional<ApiKey> find(String account, String id) {
        return select(account, id, false, 1).stream().findFirst();
    }

    /**
     * Ends a key; one that has ended stays as it is.
     *
     * @param account whose it must be, null when anybody's will do
     * @return false when there is no such key
     */
    public boolean revoke(String id, @Nullable String account) {
        return statement("revoke-api-key.sql")
                        .param("id", id)
                        .param("account", account)
                        .update()
                > 0;
    }

    /** Ends all keys of an account, and answers the ids of those that had not ended before. */
    public List<String> revokeAll(String account) {
        return statement("revoke-api-keys.sql")
                .param("account", account)
                .query(String.class)
                .list();
    }

    private List<ApiKey> select(String account, @Nullable String id, boolean revoked, int limit) {
        return statement("select-api-keys.sql")
                .param("account", account)
                .param("id", id)
                .param("revoked", revoked)
                .param("limit", limit)
                .query(ApiKey::of)
                .list();
    }

    private JdbcClient.StatementSpec statement(String file) {
        return jdbc.sql(files.text(file));
    }
}
