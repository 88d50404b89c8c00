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
     * @return false when its account is not active, or has other permissions by now, or when there is one of that id
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

    /** Registers the token of a session, so that it can be revoked. */
    public void registerSession(Token token, String session, String kid) {
        statement("insert-session-token.sql")
                .param("id", token.id())
                .param("account", token.account())
                .param("session", session)
                .param("grants", Grant.toJson(token.grants()).toString())
                .param("kid", kid)
                .param("created", Timestamp.from(token.created()))
                .param("expires", Timestamp.from(token.expires()))
                .update();
    }

    /** The keys of an account that nobody has revoked, the newest first. */
    public List<ApiKey> unrevoked(String account, int limit) {
        return select(account, null, false, false, limit);
    }

    /** All keys that an account ever had, the newest first. */
    public List<ApiKey> all(String account) {
        return select(account, null, true, false, Integer.MAX_VALUE);
    }

    /** The same with the tokens of its sessions, which are kept until they expire. */
    public List<ApiKey> tokens(String account, int limit) {
        return select(account, null, true, true, limit);
    }

    /** The key of an account, unless it was revoked. */
    public Optional<ApiKey> find(String account, String id) {
        return select(account, id, false, false, 1).stream().findFirst();
    }

    /** The key of an account, whether it has ended or not. */
    public Optional<ApiKey> made(String account, String id) {
        return select(account, id, true, false, 1).stream().findFirst();
    }

    /**
     * Ends a key, or the token of a session; one that has ended stays as it is.
     *
     * @param account whose it must be, null when anybody's will do
     * @return false when there is none such
     */
    public boolean revoke(String id, @Nullable String account) {
        return !statement("revoke-api-key.sql")
                .param("id", id)
                .param("account", account)
                .query(String.class)
                .list()
                .isEmpty();
    }

    /** Ends all keys of an account and the tokens of its sessions, and answers the ids of those that had not ended before. */
    public List<String> revokeAll(String account) {
        return statement("revoke-api-keys.sql")
                .param("account", account)
                .query(String.class)
                .list();
    }

    private List<ApiKey> select(String account, @Nullable String id, boolean revoked, boolean sessions, int limit) {
        return statement("select-api-keys.sql")
                .param("account", account)
                .param("id", id)
                .param("revoked", revoked)
                .param("sessions", sessions)
                .param("limit", limit)
                .query(ApiKey::of)
                .list();
    }

    private JdbcClient.StatementSpec statement(String file) {
        return jdbc.sql(files.text(file));
    }
}
