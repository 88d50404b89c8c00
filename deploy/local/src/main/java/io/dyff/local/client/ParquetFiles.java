package io.dyff.local.client;

import io.dyff.local.instance.LocalException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Makes a dataset's Parquet file from a readable source, and counts what is in an evaluation's output. */
public final class ParquetFiles implements AutoCloseable {
    private final Connection connection;

    /** What the output files hold; {@code distinct} counts pairs of item and replication. */
    public record Counts(long rows, long distinct, long responses, long items, long replications) {}

    /** A question and what one replication answered. */
    public record Sample(String question, String answer) {}

    public ParquetFiles() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw LocalException.failed("DuckDB does not start: " + e.getMessage());
        }
    }

    /** Writes the first rows of the source; answers how many there were. */
    public long write(Path csv, long limit, Path parquet) {
        String rows = "select _index_::bigint as _index_, text, topic from read_csv(" + quoted(csv)
                + ", header = true, all_varchar = true) order by 1 limit " + limit;
        execute("copy (" + rows + ") to " + quoted(parquet) + " (format parquet)");
        return number("select count(*) from read_parquet(" + quoted(parquet) + ")");
    }

    public Counts count(List<Path> output) {
        String sql = "select count(*), count(distinct (_index_, _replication_)), coalesce(sum(len(responses)), 0),"
                + " count(distinct _index_), count(distinct _replication_) from " + all(output);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return new Counts(
                    result.getLong(1), result.getLong(2), result.getLong(3), result.getLong(4), result.getLong(5));
        } catch (SQLException e) {
            throw LocalException.failed("the output cannot be read: " + e.getMessage());
        }
    }

    public List<Sample> samples(Path dataset, List<Path> output, int limit) {
        String sql =
                "select d.text, o.responses[1].text from read_parquet(" + quoted(dataset) + ") d join " + all(output)
                        + " o using (_index_) qualify row_number() over (partition by _index_ order by _replication_) = 1 order by _index_ limit "
                        + limit;
        List<Sample> samples = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                samples.add(new Sample(result.getString(1), result.getString(2)));
            }
        } catch (SQLException e) {
            throw LocalException.failed("the output cannot be read: " + e.getMessage());
        }
        return samples;
    }

    /** What the platform says of an output lies in a hidden folder beside the rows. */
    private static String all(List<Path> files) {
        List<String> names = files.stream()
                .filter(f -> f.toString().endsWith(".parquet") && !f.toString().contains("/.dyff/"))
                .map(ParquetFiles::quoted)
                .toList();
        return "read_parquet([" + String.join(", ", names)
                + "], hive_partitioning = true, hive_types_autocast = false)";
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw LocalException.failed("DuckDB refuses: " + e.getMessage());
        }
    }

    private long number(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw LocalException.failed("DuckDB refuses: " + e.getMessage());
        }
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw LocalException.failed("DuckDB does not close: " + e.getMessage());
        }
    }
}
