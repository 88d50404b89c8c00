package io.dyff.routes.http.security;

import io.dyff.routes.host.data.DataFiles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The states of keys as the database has them. They are read at most once in two seconds, however many tokens come: a new
 * key signs, and a retired one is refused, everywhere within five.
 */
final class StoredKeyStates implements KeyStates {
    private static final Logger LOG = LoggerFactory.getLogger(StoredKeyStates.class);
    private static final long KEPT_NANOS = Duration.ofSeconds(2).toNanos();
    private final JdbcClient jdbc;
    private final String select;
    private final AtomicReference<@Nullable Snapshot> kept = new AtomicReference<>();

    StoredKeyStates(JdbcClient jdbc, DataFiles files) {
        this.jdbc = jdbc;
        this.select = files.text("select-signing-keys.sql");
    }

    private record Snapshot(List<State> states, long readAt) {}

    @Override
    public List<State> all() {
        Snapshot known = kept.get();
        long now = System.nanoTime();
        if (known != null && now - known.readAt() < KEPT_NANOS) {
            return known.states();
        }
        // Whoever sees it first reads it anew; the others go on with what was known.
        if (known != null && !kept.compareAndSet(known, new Snapshot(known.states(), now))) {
            return known.states();
        }
        try {
            List<State> states = read();
            kept.set(new Snapshot(states, now));
            return states;
        } catch (RuntimeException e) {
            if (known == null) {
                throw e;
            }
            LOG.warn("the states of signing keys cannot be read: {}", e.getMessage());
            return known.states();
        }
    }

    private List<State> read() {
        return jdbc.sql(select)
                .query((row, n) -> new State(row.getString("kid"), row.getTimestamp("retired_at") != null))
                .list();
    }
}
