package io.dyff.bench.faults;

import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Runs the scripts of this package as the owner of the database, each in one transaction. */
record DatabaseScripts(String url, String password) {

    void run(String script) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", password)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(text(script));
            }
            connection.commit();
        } catch (SQLException e) {
            throw LocalException.failed(script + " failed: " + e.getMessage());
        }
    }

    private static String text(String script) {
        try (InputStream in = Objects.requireNonNull(DatabaseScripts.class.getResourceAsStream(script), script)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
