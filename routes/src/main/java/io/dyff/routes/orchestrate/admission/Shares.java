package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.host.data.DataFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How accounts share, as administrators have set it. */
public final class Shares {
    private final JdbcClient database;
    private final DataFiles files;

    public Shares(JdbcClient database, DataFiles files) {
        this.database = database;
        this.files = files;
    }

    /** Those of all accounts that have a setting of their own, by account. */
    public Map<String, Share> all() {
        return select(null);
    }

    /** The account's, or the default. */
    public Share of(String account) {
        return select(account).getOrDefault(account, Share.DEFAULT);
    }

    /** Sets what is said, and leaves all else as it is. */
    public void set(String account, @Nullable Integer weight, @Nullable Integer borrow, @Nullable Integer priority) {
        database.sql(files.text("upsert-share.sql"))
                .param("account", account)
                .param("weight", weight)
                .param("borrow", borrow)
                .param("priority", priority)
                .update();
    }

    /** Gives the account the defaults again; false when it has them. */
    public boolean remove(String account) {
        return database.sql(files.text("delete-share.sql"))
                        .param("account", account)
                        .update()
                > 0;
    }

    private Map<String, Share> select(@Nullable String account) {
        Map<String, Share> shares = new LinkedHashMap<>();
        database.sql(files.text("select-shares.sql")).param("account", account).query(row -> {
            shares.put(
                    row.getString("account"),
                    new Share(row.getInt("weight"), row.getInt("borrow"), row.getInt("priority")));
        });
        return shares;
    }
}
