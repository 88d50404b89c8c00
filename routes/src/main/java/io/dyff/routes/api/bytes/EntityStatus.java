package io.dyff.routes.api.bytes;

import io.dyff.routes.host.data.DataFiles;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads whose an entity is and its status. */
public final class EntityStatus {
    private final JdbcClient jdbc;
    private final DataFiles files;

    public EntityStatus(JdbcClient jdbc, DataFiles files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /** Whose an entity is, and its status. */
    public record Standing(String account, String status) {}

    /** Empty when there is no such entity of that kind. */
    public Optional<String> of(String kind, String id) {
        return standing(kind, id).map(Standing::status);
    }

    /** Empty when there is no such entity of that kind. */
    public Optional<Standing> standing(String kind, String id) {
        return jdbc.sql(files.text("select-entity-status.sql"))
                .param("id", id)
                .param("kind", kind)
                .query((row, n) -> new Standing(row.getString("account"), row.getString("status")))
                .optional();
    }
}
