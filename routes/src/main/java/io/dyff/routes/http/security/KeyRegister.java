package io.dyff.routes.http.security;

import io.dyff.routes.data.DataFiles;
import io.dyff.routes.kind.Statuses;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says whether a well-signed token still counts. Answers are kept for two seconds: a revocation works everywhere within
 * five, and a busy key costs one query per two seconds.
 */
public final class KeyRegister {
    private static final long KEEP_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int MAX_KEPT = 10_000;
    private final JdbcClient jdbc;
    private final String selectKey;
    private final String selectSession;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    public KeyRegister(JdbcClient jdbc, DataFiles files) {
        this.jdbc = jdbc;
        this.selectKey = files.text("select-api-key.sql");
        this.selectSession = files.text("select-session-life.sql");
    }

    /** True when nobody revoked it, its account is active, and its session, if it has one, has not ended. */
    public boolean counts(Token token) {
        long now = System.nanoTime();
        Kept answer = kept.get(token.id());
        if (answer != null && now - answer.at < KEEP_NANOS) {
            return answer.valid;
        }
        if (kept.size() >= MAX_KEPT) {
            kept.clear();
        }
        boolean valid = token.session() == null ? isLiveKey(token) : isLiveSession(token, token.session());
        kept.put(token.id(), new Kept(valid, now));
        return valid;
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
                .param("account", token.account())
                .query((row, n) -> {
                    String status = row.getString("status");
                    // A session that is not visible yet has just been created.
                    return !row.getBoolean("suspended") && (status == null || !Statuses.isTerminal(status));
                })
                .single();
    }

    private record Kept(boolean valid, long at) {}
}
