package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Reads every cell, column by column, as only that tells whether its pages are whole and its texts are texts. */
final class DatasetScan {

    /** Rows that the database reads at once. */
    private static final long CHUNK = 2_048;

    private final DuckDb db;
    private final ParquetTree files;

    DatasetScan(DuckDb db, ParquetTree files) {
        this.db = db;
        this.files = files;
    }

    /** @throws DataException naming the file, the column and about which row */
    void read() throws SQLException, DataException {
        for (int i = 0; i < files.files().size(); i++) {
            for (String column : columns(files.files().get(i))) {
                read(files.files().get(i), files.names().get(i), column);
            }
        }
    }

    private void read(Path file, String name, String column) throws SQLException, DataException {
        try {
            db.execute(reading(file, column, ""));
        } catch (SQLException e) {
            String said = files.named(String.valueOf(e.getMessage()));
            if (DuckDb.isOutOfMemory(e)) {
                throw new DataException(
                        "column " + column + " of " + name + " needs too much memory: its largest row group has "
                                + largestRowGroup(file, column)
                                + " bytes; write the file with fewer rows in a row group",
                        e);
            }
            if (!DuckDb.blamesData(e)) {
                throw e;
            }
            throw new DataException(
                    "column " + column + " of " + name + " cannot be read after row " + readable(file, column) + ": "
                            + said,
                    e);
        }
    }

    /** A file need not have every column; folders are no part of it. */
    private Set<String> columns(Path file) throws SQLException {
        return db.types("SELECT * FROM read_parquet(" + Sql.text(file.toString()) + ", hive_partitioning = false)")
                .keySet();
    }

    private long largestRowGroup(Path file, String column) throws SQLException {
        return db.number("SELECT max(bytes) FROM (SELECT sum(total_uncompressed_size) AS bytes FROM parquet_metadata("
                + Sql.text(file.toString()) + ") WHERE split_part(path_in_schema, ', ', 1) = " + Sql.text(column)
                + " GROUP BY row_group_id)");
    }

    /** A table, not a result: of a result that breaks off, the driver forgets why. */
    private static String reading(Path file, String column, String limit) {
        return "CREATE OR REPLACE TEMP TABLE scanned AS SELECT count(hash(" + Sql.name(column) + ")) FROM (SELECT "
                + Sql.name(column) + " FROM " + Sql.parquet(List.of(file)) + limit + ")";
    }

    /** How many rows come before the fault, to a chunk of the database's. */
    private long readable(Path file, String column) throws SQLException {
        db.execute("SET threads = 1");
        long good = 0;
        long bad = db.number("SELECT count(*) FROM " + Sql.parquet(List.of(file))) / CHUNK + 1;
        while (good + 1 < bad) {
            long middle = (good + bad) / 2;
            if (reads(file, column, middle * CHUNK)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good * CHUNK;
    }

    private boolean reads(Path file, String column, long rows) {
        try {
            db.execute(reading(file, column, " LIMIT " + rows));
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
