package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.rows.schema.OutputSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The raw output of an evaluation, cast to its schema; all counting and copying is the database's. */
public final class OutputTable {

    private static final String VIEW = "output";
    private static final String FILE_SIZE = "100MB";

    /**
     * What the output holds, in rows.
     *
     * @param duplicates copies beyond the first of a key
     * @param unexpected rows whose key is null or that the dataset and replications do not have
     */
    public record Counts(long expected, long stored, long missing, long duplicates, long unexpected) {}

    private final DuckDb db;
    private final OutputSchema schema;

    private OutputTable(DuckDb db, OutputSchema schema) {
        this.db = db;
        this.schema = schema;
    }

    /** @throws DataException when the files do not have the schema's columns */
    public static OutputTable open(DuckDb db, ParquetTree files, OutputSchema schema)
            throws SQLException, DataException {
        if (files.isEmpty()) {
            db.execute("CREATE VIEW " + VIEW + " AS SELECT " + ColumnType.nulls(schema)
                    + ", NULL::VARCHAR AS file, NULL::BIGINT AS line WHERE false");
            return new OutputTable(db, schema);
        }
        String source = files.table("filename = '_file_'", "file_row_number = true");
        try {
            requireColumns(db, source, files, schema);
            db.execute("CREATE VIEW " + VIEW + " AS SELECT "
                    + names(schema.columns().keySet()) + ", _file_ AS file, file_row_number AS line FROM " + source);
        } catch (SQLException e) {
            throw new DataException("The output " + files.location() + " cannot be read: " + e.getMessage(), e);
        }
        return new OutputTable(db, schema);
    }

    private static void requireColumns(DuckDb db, String source, ParquetTree files, OutputSchema schema)
            throws SQLException, DataException {
        // Both sides are described by the database, so that types are spelled alike.
        Map<String, String> found = db.types("SELECT * FROM " + source);
        for (Map.Entry<String, String> column :
                db.types("SELECT " + ColumnType.nulls(schema)).entrySet()) {
            String type = found.get(column.getKey());
            if (!column.getValue().equals(type)) {
                throw new DataException("The output " + files.location() + " does not have the schema of the interface:"
                        + " column " + column.getKey() + " must be " + column.getValue() + ", it is "
                        + (type == null ? "missing" : type) + ".");
            }
        }
    }

    public Counts check(List<String> replications) throws SQLException {
        db.execute("CREATE TABLE expected AS SELECT r.id AS r, d._index_::BIGINT AS i FROM " + Dataset.VIEW
                + " d CROSS JOIN (SELECT unnest(" + Sql.texts(replications) + ") AS id) r");
        db.execute("CREATE TABLE keys AS SELECT _replication_ AS r, _index_ AS i, count(*) AS copies,"
                + " bool_and(responses IS NULL) AS empty FROM " + VIEW
                + " GROUP BY ALL");
        return new Counts(
                db.number("SELECT count(*) FROM expected"),
                db.number("SELECT coalesce(sum(copies), 0)::BIGINT FROM keys"),
                db.number("SELECT count(*) FROM expected ANTI JOIN keys USING (r, i)"),
                db.number("SELECT coalesce(sum(copies - 1), 0)::BIGINT FROM keys"),
                db.number("SELECT coalesce(sum(copies), 0)::BIGINT FROM keys ANTI JOIN expected USING (r, i)"));
    }

    /**
     * Writes the rows as Parquet files of about 100 MB, in the order of their keys, with names that depend on nothing
     * else.
     *
     * @param unique keeps one copy of each key: the first by file name
     * @param partitions plain columns that become directories
     * @return the files; one without rows when there are none, so that readers find a schema
     */
    public List<Path> export(Path folder, boolean unique, List<String> partitions) throws SQLException, IOException {
        String rows = "SELECT " + names(schema.columns().keySet()) + " FROM " + VIEW
                + (unique
                        ? " QUALIFY row_number() OVER (PARTITION BY _replication_, _index_ ORDER BY file, line) = 1"
                        : "")
                + " ORDER BY _replication_, _index_";
        boolean partitioned = !partitions.isEmpty() && db.number("SELECT count(*) FROM " + VIEW) > 0;
        // One thread keeps the order across files, and with it the files' content from try to try.
        db.execute("SET threads = 1");
        db.execute("COPY (" + rows + ") TO " + Sql.text(folder.toString()) + " (FORMAT parquet, FILE_SIZE_BYTES '"
                + FILE_SIZE + "', OVERWRITE_OR_IGNORE, FILENAME_PATTERN 'part-{i}'"
                + (partitioned ? ", PARTITION_BY (" + names(partitions) + ")" : "") + ")");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !folder.relativize(file).startsWith(OutcomeReport.FOLDER))
                    .sorted()
                    .toList();
        }
    }

    /**
     * What became of every row; to be asked after {@link #check}.
     *
     * @param files of the outcomes that the client noted
     */
    public OutcomeTable outcomes(Collection<Path> files, List<String> replications) throws SQLException {
        return OutcomeTable.open(db, files, replications, "SELECT r, i, empty FROM keys");
    }

    private static String names(Collection<String> columns) {
        return columns.stream().map(Sql::name).collect(Collectors.joining(", "));
    }
}
