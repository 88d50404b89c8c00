package io.dyff.operator.steps.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of another evaluation that have an answer, and their outcomes, under other replications; each key once. */
public final class AnsweredRows {

    private static final String ROWS = "answered_rows";
    private static final String FILE_SIZE = "100MB";

    private final DuckDb db;
    private final ParquetTree outcomes;
    private final String replications;

    private AnsweredRows(DuckDb db, ParquetTree outcomes, String replications) {
        this.db = db;
        this.outcomes = outcomes;
        this.replications = replications;
    }

    /**
     * @param rows at least one file
     * @param replications theirs, and what each becomes; rows of others are left out
     */
    public static AnsweredRows open(DuckDb db, ParquetTree rows, ParquetTree outcomes, Map<String, String> replications)
            throws SQLException {
        String map = replications.entrySet().stream()
                .map(entry -> "(" + Sql.text(entry.getKey()) + ", " + Sql.text(entry.getValue()) + ")")
                .collect(Collectors.joining(", ", "(VALUES ", ") m(theirs, ours)"));
        db.execute(
                "CREATE VIEW " + ROWS + " AS SELECT o.* EXCLUDE (filename, file_row_number)"
                        + " REPLACE (m.ours AS _replication_) FROM "
                        + rows.table("filename = true", "file_row_number = true")
                        + " o JOIN " + map + " ON o._replication_ = m.theirs WHERE o.responses IS NOT NULL"
                        + " QUALIFY row_number() OVER (PARTITION BY m.ours, o._index_ ORDER BY o.filename, o.file_row_number) = 1");
        return new AnsweredRows(db, outcomes, map);
    }

    public long count() throws SQLException {
        return db.number("SELECT count(*) FROM " + ROWS);
    }

    /** @return files of about 100 MB */
    public List<Path> exportRows(Path folder) throws SQLException, IOException {
        db.execute("COPY (SELECT * FROM " + ROWS + ") TO " + Sql.text(folder.toString())
                + " (FORMAT parquet, FILE_SIZE_BYTES '" + FILE_SIZE
                + "', OVERWRITE_OR_IGNORE, FILENAME_PATTERN 'continued-{i}')");
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Writes what was noted of those rows as one file. */
    public void exportOutcomes(Path parquet) throws SQLException {
        db.execute("COPY (SELECT n.* EXCLUDE (file, line) REPLACE (m.ours AS _replication_) FROM "
                + OutcomeTable.notes(outcomes.files()) + " n JOIN " + replications
                + " ON n._replication_ = m.theirs WHERE n.outcome = 'Answered' AND EXISTS (SELECT 1 FROM " + ROWS
                + " a WHERE a._replication_ = m.ours AND a._index_ = n._index_)) TO " + Sql.text(parquet.toString())
                + " (FORMAT parquet)");
    }
}
