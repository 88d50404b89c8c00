package io.dyff.routes.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.api.read.query.QueryStatement;
import io.dyff.routes.json.Json;
import io.dyff.routes.state.EntityVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads rows of the entity table as the versions that they hold. */
final class VersionRows {
    private final JdbcClient jdbc;

    VersionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<EntityVersion> read(QueryStatement statement) {
        // The statement marks its values as camel-jdbc reads them.
        String text = statement.text().replace(":?", ":");
        return jdbc.sql(text)
                .params(statement.values())
                .query((row, n) -> version(row))
                .list();
    }

    private static EntityVersion version(ResultSet row) throws SQLException {
        try {
            return new EntityVersion(
                    row.getString("id"),
                    row.getLong("version"),
                    row.getInt("partition"),
                    null,
                    null,
                    Json.parse(row.getString("body").getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("a row of entity holds no JSON", e);
        }
    }
}
