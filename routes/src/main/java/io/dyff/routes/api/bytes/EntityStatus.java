package io.dyff.routes.api.bytes;

import io.dyff.routes.host.data.DataFiles;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the status of an entity. */
public final class EntityStatus {
    private final JdbcClient jdbc;
    private final String select;

    public EntityStatus(JdbcClient jdbc, DataFiles files) {
        this.jdbc = jdbc;
        this.select = files.text("select-entity-status.sql");
    }

    /** Empty when there is no such entity of that kind. */
    public Optional<String> of(String kind, String id) {
        return jdbc.sql(select)
                .param("id", id)
                .param("kind", kind)
                .query(String.class)
                .optional();
    }
}
