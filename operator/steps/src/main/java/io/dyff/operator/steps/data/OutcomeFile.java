package io.dyff.operator.steps.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.operator.steps.outcome.RowOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes outcomes of rows as a Parquet file, in the columns of docs/outcomes.md. */
public final class OutcomeFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SequencedMap<String, String> COLUMNS = columns();

    private final DuckDb db;

    public OutcomeFile(DuckDb db) {
        this.db = db;
    }

    private static SequencedMap<String, String> columns() {
        var columns = new LinkedHashMap<String, String>();
        columns.put("_replication_", "VARCHAR");
        columns.put("_index_", "BIGINT");
        columns.put("outcome", "VARCHAR");
        columns.put("tries", "INTEGER");
        columns.put("status", "INTEGER");
        columns.put("problem", "VARCHAR");
        columns.put("milliseconds", "DOUBLE");
        columns.put("repaired", "INTEGER");
        columns.put("null_fields", "VARCHAR[]");
        columns.put("empty_fields", "VARCHAR[]");
        columns.put("model", "VARCHAR");
        columns.put("fingerprint", "VARCHAR");
        columns.put("prompt_tokens", "BIGINT");
        columns.put("completion_tokens", "BIGINT");
        columns.put("finish_reason", "VARCHAR");
        return columns;
    }

    /** Names and types, in order. */
    static Map<String, String> types() {
        return COLUMNS;
    }

    /** An outcome as one line of the rows that {@link #write} takes. */
    public static byte[] line(RowOutcome outcome) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("_replication_", outcome.replication());
        row.put("_index_", outcome.index());
        row.put("outcome", outcome.kind());
        row.put("tries", outcome.tries());
        row.put("status", outcome.status());
        row.put("problem", outcome.problem());
        row.put("milliseconds", outcome.tries() == 0 ? null : outcome.took().toNanos() / 1e6);
        row.put("repaired", outcome.repaired());
        row.put("null_fields", outcome.gaps().nulls());
        row.put("empty_fields", outcome.gaps().empties());
        row.put("model", outcome.service().model());
        row.put("fingerprint", outcome.service().fingerprint());
        row.put("prompt_tokens", outcome.service().promptTokens());
        row.put("completion_tokens", outcome.service().completionTokens());
        row.put("finish_reason", outcome.service().finishReason());
        try {
            return JSON.writeValueAsBytes(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Plain values have always a JSON text", e);
        }
    }

    /**
     * Writes the outcomes, those of rows that the database did not take as mismatches.
     *
     * @param rows made by {@link #line}
     */
    public void write(BatchRows rows, Collection<BatchFile.Refused> refused, Path parquet)
            throws IOException, SQLException {
        String columns = COLUMNS.entrySet().stream()
                .map(column -> Sql.text(column.getKey()) + ": " + Sql.text(column.getValue()))
                .collect(Collectors.joining(", "));
        db.execute("COPY (SELECT o.* REPLACE (if(x.why IS NULL, o.outcome, 'Mismatch') AS outcome,"
                + " coalesce(x.why, o.problem) AS problem) FROM read_json("
                + Sql.text(rows.file().toString()) + ", format = 'newline_delimited', columns = {" + columns
                + "}) o LEFT JOIN (" + relation(refused) + ") x ON x.r = o._replication_ AND x.i = o._index_) TO "
                + Sql.text(parquet.toString()) + " (FORMAT parquet)");
    }

    private static String relation(Collection<BatchFile.Refused> refused) {
        return refused.isEmpty()
                ? "SELECT NULL::VARCHAR AS r, NULL::BIGINT AS i, NULL::VARCHAR AS why WHERE false"
                : refused.stream()
                        .map(row -> "SELECT " + Sql.text(row.replication()) + " AS r, " + row.index()
                                + "::BIGINT AS i, " + Sql.text(row.why()) + " AS why")
                        .collect(Collectors.joining(" UNION ALL "));
    }
}
