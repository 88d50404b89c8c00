package io.dyff.routes.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Columns of more than one form. */
final class Columns {
    private Columns() {}

    /** A jsonb column that was selected as text. */
    static JsonNode json(ResultSet row, String column) throws SQLException {
        try {
            return Json.parse(row.getString(column).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the column " + column + " holds no JSON", e);
        }
    }

    /** A time that may be absent. */
    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
