package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.rows.schema.OutputSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rows of a dataset, checked: {@code _index_} is there, a whole number of at least 0, and unique. */
public final class Dataset {

    /** Name of the view over the dataset's files. */
    static final String VIEW = "dataset";

    private static final Set<String> INTEGERS =
            Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT");

    private final ParquetTree files;
    private final long rows;

    private Dataset(ParquetTree files, long rows) {
        this.files = files;
        this.rows = rows;
    }

    public static Dataset open(DuckDb db, ParquetTree files) throws SQLException, DataException {
        if (files.isEmpty()) {
            throw new MissingDatasetException("The dataset " + files.location() + " has no files; is its id right?");
        }
        try {
            new DatasetCheck(db, files).check();
            db.execute("CREATE VIEW " + VIEW + " AS SELECT * FROM " + files.table());
            requireIntegerIndex(db, files);
        } catch (SQLException e) {
            throw new DataException(
                    "The dataset " + files.location() + " cannot be read: "
                            + files.named(String.valueOf(e.getMessage())),
                    e);
        }
        return new Dataset(files, countRows(db, files));
    }

    /** Names of its columns, in order. */
    static List<String> columns(DuckDb db) throws SQLException {
        return List.copyOf(db.types("SELECT * FROM " + VIEW).keySet());
    }

    private static void requireIntegerIndex(DuckDb db, ParquetTree files) throws SQLException, DataException {
        try (Statement statement = db.connection().createStatement();
                ResultSet columns = statement.executeQuery("DESCRIBE " + VIEW)) {
            while (columns.next()) {
                if (columns.getString("column_name").equals(OutputSchema.INDEX)) {
                    String type = columns.getString("column_type").toUpperCase(Locale.ROOT);
                    if (INTEGERS.contains(type)) {
                        return;
                    }
                    throw new DataException(
                            "Column _index_ of the dataset " + files.location() + " must be int64, it is " + type);
                }
            }
        }
        throw new DataException("The dataset " + files.location() + " has no column _index_");
    }

    private static long countRows(DuckDb db, ParquetTree files) throws SQLException, DataException {
        try (Statement statement = db.connection().createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*), count(DISTINCT _index_),"
                        + " count(*) FILTER (_index_ IS NULL OR _index_ < 0) FROM " + VIEW)) {
            count.next();
            long rows = count.getLong(1);
            if (count.getLong(3) > 0) {
                throw new DataException("The dataset " + files.location() + " has " + count.getLong(3)
                        + " rows whose _index_ is null or negative");
            }
            if (count.getLong(2) != rows) {
                throw new DataException("The dataset " + files.location() + " uses an _index_ twice: " + rows
                        + " rows, " + count.getLong(2) + " indexes");
            }
            return rows;
        }
    }

    /** A text of the database about its files, with their stored names. */
    String named(String text) {
        return files.named(text);
    }

    public long rows() {
        return rows;
    }
}
