package io.dyff.routes.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.dyff.routes.host.data.DataFiles;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * For which accounts nothing new is made, on whoever's say. Answers are kept for two seconds, as those about tokens are.
 * Source: contract/flaws.md row A38.
 */
public final class ClosedAccounts {
    private final LoadingCache<String, Boolean> kept;

    public ClosedAccounts(JdbcClient jdbc, DataFiles files) {
        String statement = files.text("is-account-closed.sql");
        this.kept = Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofSeconds(2))
                .maximumSize(10_000)
                .build(id ->
                        jdbc.sql(statement).param("id", id).query(Boolean.class).single());
    }

    /** True when the account is suspended or deleted. */
    public boolean contains(String id) {
        return kept.get(id);
    }
}
