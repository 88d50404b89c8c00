package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Makes dataset files with an {@code _index_}: from sentences of our own, or from a readable source. */
public final class SeedTable {

    private static final String SENTENCES = """
            SELECT i AS _index_,
                   (['The gardener', 'A pilot', 'My neighbour', 'The librarian', 'An old sailor', 'The baker', 'A young judge'])[1 + i % 7]
                   || ' ' || (['measures', 'forgets', 'describes', 'repairs', 'doubts'])[1 + (i // 7) % 5]
                   || ' ' || (['the quiet harbour', 'seven red lanterns', 'an unfinished letter', 'the northern bridge', 'a broken clock', 'every second word'])[1 + (i // 35) % 6]
                   || ' ' || (['before dawn', 'in the rain', 'without a map', 'for the third time'])[1 + (i // 210) % 4]
                   || CASE WHEN i >= 840 THEN ', again (' || i // 840 || ')' ELSE '' END || '.' AS text
              FROM range(""";

    private final DuckDb db;

    public SeedTable(DuckDb db) {
        this.db = db;
    }

    /** The same rows for the same number; each text differs from the others. */
    public long generate(int rows, Path parquet) throws SQLException {
        return write(SENTENCES + rows + ") rows(i)", parquet);
    }

    /** @param source .csv with a header, or .jsonl; rows are numbered in their order unless they have an index */
    public long convert(Path source, Path parquet) throws SQLException, DataException {
        if (!Files.isReadable(source)) {
            throw new DataException("The file " + source + " cannot be read");
        }
        try {
            return write(numbered(reader(source)), parquet);
        } catch (SQLException e) {
            throw new DataException("The file " + source + " cannot be converted: " + e.getMessage(), e);
        }
    }

    private static String reader(Path source) throws DataException {
        String name = source.toString();
        if (name.endsWith(".csv")) {
            return "read_csv(" + Sql.text(name) + ", header = true, all_varchar = true)";
        }
        if (name.endsWith(".jsonl")) {
            return "read_json(" + Sql.text(name) + ", format = 'newline_delimited')";
        }
        throw new DataException("The file " + source + " must end in .csv or .jsonl");
    }

    private String numbered(String reader) throws SQLException {
        boolean indexed =
                db.number("SELECT count(*) FROM (DESCRIBE SELECT * FROM " + reader + ") WHERE column_name = '_index_'")
                        > 0;
        return indexed
                ? "SELECT _index_::BIGINT AS _index_, * EXCLUDE (_index_) FROM " + reader
                : "SELECT row_number() OVER () - 1 AS _index_, * FROM " + reader;
    }

    private long write(String query, Path parquet) throws SQLException {
        db.execute("COPY (" + query + ") TO " + Sql.text(parquet.toString()) + " (FORMAT parquet)");
        return db.number("SELECT count(*) FROM read_parquet(" + Sql.text(parquet.toString()) + ")");
    }
}
