package io.dyff.operator.steps.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Properties;
import java.util.SequencedMap;
import org.duckdb.DuckDBConnection;

/** A database in memory that spills into the step's scratch folder, loads nothing from the network and streams results. */
public final class DuckDb implements AutoCloseable {

    private static final String MEMORY_LIMIT = "1GB";
    private static final String OUT_OF_MEMORY = "Out of Memory Error";
    private static final List<String> OF_THE_MACHINE =
            List.of(OUT_OF_MEMORY, "IO Error", "INTERNAL Error", "FATAL Error", "INTERRUPT Error", "Connection Error");

    private final DuckDBConnection connection;

    private DuckDb(DuckDBConnection connection) {
        this.connection = connection;
    }

    public static DuckDb open(Path scratch) throws SQLException {
        var options = new Properties();
        options.setProperty("jdbc_stream_results", "true");
        options.setProperty("autoinstall_known_extensions", "false");
        options.setProperty("autoload_known_extensions", "false");
        options.setProperty("temp_directory", scratch.resolve("duckdb").toString());
        options.setProperty("memory_limit", MEMORY_LIMIT);
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", options);
        return new DuckDb(connection.unwrap(DuckDBConnection.class));
    }

    /** Another connection to the same tables, for another thread. */
    public DuckDb duplicate() throws SQLException {
        return new DuckDb(connection.duplicate().unwrap(DuckDBConnection.class));
    }

    /** Whether a statement failed for what it was given, and not for want of memory, space or a working database. */
    static boolean blamesData(SQLException e) {
        return OF_THE_MACHINE.stream().noneMatch(String.valueOf(e.getMessage())::startsWith);
    }

    /** Whether a statement needed more memory than the database has. */
    static boolean isOutOfMemory(SQLException e) {
        return String.valueOf(e.getMessage()).startsWith(OUT_OF_MEMORY);
    }

    Connection connection() {
        return connection;
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Names and types of what a query answers, in their order. */
    SequencedMap<String, String> types(String query) throws SQLException {
        SequencedMap<String, String> types = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery("DESCRIBE " + query)) {
            while (columns.next()) {
                types.put(columns.getString("column_name"), columns.getString("column_type"));
            }
        }
        return types;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
