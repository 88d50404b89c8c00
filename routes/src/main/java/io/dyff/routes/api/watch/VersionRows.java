package io.dyff.routes.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.api.read.query.QueryRequest;
import io.dyff.routes.api.read.query.QueryStatement;
import io.dyff.routes.api.read.query.QueryStatements;
import io.dyff.routes.api.read.query.Reach;
import io.dyff.routes.api.read.query.Sorting;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
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
    private final QueryStatements statements;
    private final long sorted;

    /** @param sorted how many rows a listing may sort by a field without an index */
    VersionRows(JdbcClient jdbc, QueryStatements statements, long sorted) {
        this.jdbc = jdbc;
        this.statements = statements;
        this.sorted = sorted;
    }

    /** What a listing of the request shows, its first rows. */
    List<EntityVersion> list(Kind kind, QueryRequest request, Reach reach, long most) {
        return read(statements.of(kind, request, reach, most));
    }

    List<EntityVersion> read(QueryStatement statement) {
        // The statement marks its values as camel-jdbc reads them.
        String text = statement.text().replace(":?", ":");
        return jdbc.sql(text)
                .params(statement.values())
                .query((row, n) -> {
                    Sorting.check(row, sorted);
                    return version(row);
                })
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
