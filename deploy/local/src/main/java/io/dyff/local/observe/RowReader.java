package io.dyff.local.observe;

import io.dyff.local.instance.LocalException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rows of the table {@code entity}, over another connection when the server was away. Not for several threads. */
public final class RowReader implements AutoCloseable {
    private static final int LOOK_SECONDS = 2;

    private final String url;
    private final String password;
    private Connection connection;

    /** A row, without its body. */
    public record Row(String status, @Nullable String reason, long version, int partition) {}

    public RowReader(String url, String password) {
        this.url = url;
        this.password = password;
        this.connection = open(url, password);
    }

    private static Connection open(String url, String password) {
        try {
            return DriverManager.getConnection(url, "postgres", password);
        } catch (SQLException e) {
            throw LocalException.failed("PostgreSQL does not answer at " + url + ": " + e.getMessage());
        }
    }

    private Connection connection() throws SQLException {
        if (!connection.isValid(LOOK_SECONDS)) {
            connection.close();
            connection = open(url, password);
        }
        return connection;
    }

    public Optional<Row> row(String id) {
        try (PreparedStatement statement =
                connection().prepareStatement("select status, reason, version, partition from entity where id = ?")) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Row(rows.getString(1), rows.getString(2), rows.getLong(3), rows.getInt(4)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw LocalException.failed("the row of " + id + " cannot be read: " + e.getMessage());
        }
    }

    /** How many entities there are. */
    public long count() {
        try (PreparedStatement statement = connection().prepareStatement("select count(*) from entity");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw LocalException.failed("rows cannot be counted: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw LocalException.failed("the connection to PostgreSQL does not close: " + e.getMessage());
        }
    }
}
