package io.dyff.routes.http.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Statuses;
import java.time.Duration;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says whether a well-signed token still counts. Answers are kept for two seconds: a revocation works everywhere within
 * five, and a busy key costs one query per two seconds.
 */
public final class KeyRegister {
    private final JdbcClient jdbc;
    private final String selectKey;
    private final String selectSession;
    private volatile Cache<String, Boolean> kept = cache();

    public KeyRegister(JdbcClient jdbc, DataFiles files) {
        this.jdbc = jdbc;
        this.selectKey = files.text("select-api-key.sql");
        this.selectSession = files.text("select-session-life.sql");
    }

    /** True when nobody revoked it, its account is active, and what it lives and dies with, if anything, is there. */
    public boolean counts(Token token) {
        return kept.get(
                token.id(), id -> token.session() == null ? isLiveKey(token) : isLiveSession(token, token.session()));
    }

    /** Asks again about these keys: what just changed for them counts here at once. */
    public void forget(Collection<String> ids) {
        kept.invalidateAll(ids);
    }

    /** Asks again about every token; an answer that is on its way from before is not kept either. */
    public void forgetAll() {
        kept = cache();
    }

    private static Cache<String, Boolean> cache() {
        return Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofSeconds(2))
                .maximumSize(10_000)
                .build();
    }

    private boolean isLiveKey(Token token) {
        return jdbc.sql(selectKey)
                .param("id", token.id())
                .param("account", token.account())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private boolean isLiveSession(Token token, String session) {
        return jdbc.sql(selectSession)
                .param("session", session)
                .param("id", token.id())
                .param("account", token.account())
                .query((row, n) -> {
                    String status = row.getString("status");
                    // A session that is not visible yet has just been created.
                    return !row.getBoolean("revoked")
                            && !row.getBoolean("suspended")
                            && (status == null || !Statuses.isTerminal(status));
                })
                .single();
    }
}
