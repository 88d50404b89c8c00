package io.dyff.operator.steps.data;

import io.dyff.operator.steps.outcome.OutcomeKind;
import io.dyff.operator.steps.outcome.OutcomeSummary;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One outcome for each row that there should be, from what the tries of a run noted and from what is stored. What is stored
 * decides; of two notes in a file the later one counts.
 */
public final class OutcomeTable {

    private static final String FINAL = "outcomes";
    /** Name of the table of notes. */
    static final String NOTED = "noted";
    /** What this class decides; the rest is as it was noted. */
    private static final Set<String> JUDGED = Set.of("_replication_", "_index_", "outcome", "problem");

    private static final int MOST_LISTED = 10;

    private final DuckDb db;

    private OutcomeTable(DuckDb db) {
        this.db = db;
    }

    /** What is noted of each row, with the columns {@code r}, {@code i} and {@code outcome}. */
    static String notedKeys(Collection<Path> files) {
        return "SELECT _replication_ AS r, _index_ AS i, outcome FROM " + notes(files);
    }

    /** All that was noted, each with its file and line. */
    static String notes(Collection<Path> files) {
        return files.isEmpty()
                ? "(SELECT " + nulls() + ", NULL::VARCHAR AS file, NULL::BIGINT AS line WHERE false)"
                : "(SELECT * EXCLUDE (filename, file_row_number), filename AS file, file_row_number AS line FROM "
                        + Sql.parquet(files, "filename = true", "file_row_number = true") + ")";
    }

    private static String nulls() {
        return OutcomeFile.types().entrySet().stream()
                .map(column -> "NULL::" + column.getValue() + " AS " + Sql.name(column.getKey()))
                .collect(Collectors.joining(", "));
    }

    /**
     * @param files of noted outcomes
     * @param stored a query for the keys of stored rows, as {@code r} and {@code i}, and whether they hold nothing, as {@code
     *     empty}; it may ask the table of notes
     */
    static OutcomeTable open(DuckDb db, Collection<Path> files, List<String> replications, String stored)
            throws SQLException {
        db.execute("CREATE TABLE " + NOTED + " AS SELECT * FROM (SELECT * FROM " + notes(files)
                + " QUALIFY row_number() OVER (PARTITION BY _replication_, _index_, file ORDER BY line DESC) = 1)"
                + " QUALIFY row_number() OVER (PARTITION BY _replication_, _index_"
                + " ORDER BY (outcome = 'Answered') DESC, file DESC) = 1");
        String others = OutcomeFile.types().keySet().stream()
                .filter(name -> !JUDGED.contains(name))
                .map(name -> "n." + Sql.name(name))
                .collect(Collectors.joining(", "));
        db.execute("""
                CREATE TABLE %s AS
                SELECT e.r AS _replication_, e.i AS _index_,
                  CASE
                    WHEN s.r IS NOT NULL THEN if(s.empty OR n.outcome = 'Refused', 'Refused', 'Answered')
                    WHEN n.outcome IS NULL OR n.outcome = 'Answered' THEN 'NotAsked'
                    ELSE n.outcome
                  END AS outcome,
                  CASE
                    WHEN s.empty AND n.outcome IS NULL THEN 'the service refused it'
                    WHEN s.r IS NOT NULL AND n.outcome IS DISTINCT FROM 'Refused' THEN NULL
                    WHEN n.outcome IS NULL THEN 'the run ended before'
                    WHEN n.outcome = 'Answered' THEN 'its answer is not stored'
                    ELSE n.problem
                  END AS problem,
                  %s
                FROM (SELECT r.id AS r, d._index_::BIGINT AS i
                      FROM %s d CROSS JOIN (SELECT unnest(%s) AS id) r) e
                LEFT JOIN %s n ON n._replication_ = e.r AND n._index_ = e.i
                LEFT JOIN (SELECT r, i, bool_and(empty) AS empty FROM (%s) GROUP BY r, i) s ON s.r = e.r AND s.i = e.i
                """.formatted(FINAL, others, Dataset.VIEW, Sql.texts(replications), NOTED, stored));
        return new OutcomeTable(db);
    }

    private static String names() {
        return OutcomeFile.types().keySet().stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    /** Writes them as one Parquet file, in the order of their keys. */
    public void export(Path parquet) throws SQLException {
        db.execute("COPY (SELECT " + names() + " FROM " + FINAL + " ORDER BY _replication_, _index_) TO "
                + Sql.text(parquet.toString()) + " (FORMAT parquet)");
    }

    public OutcomeSummary summary() throws SQLException {
        Map<OutcomeKind, Long> outcomes = new EnumMap<>(OutcomeKind.class);
        for (OutcomeKind kind : OutcomeKind.values()) {
            outcomes.put(
                    kind, db.number("SELECT count(*) FROM " + FINAL + " WHERE outcome = " + Sql.text(kind.name())));
        }
        // One result is open at a time.
        List<OutcomeSummary.Problem> problems = problems();
        Map<String, Long> nulls = fields("null_fields");
        Map<String, Long> empties = fields("empty_fields");
        List<OutcomeSummary.Model> models = models();
        try (Statement statement = db.connection().createStatement();
                ResultSet sums = statement.executeQuery("SELECT count(*), coalesce(sum(tries), 0)::BIGINT,"
                        + " count(*) FILTER (repaired > 0),"
                        + " count(*) FILTER (lower(finish_reason) IN ('length', 'max_tokens', 'max_length')),"
                        + " quantile_cont(milliseconds, 0.5), quantile_cont(milliseconds, 0.99),"
                        + " coalesce(sum(prompt_tokens), 0)::BIGINT, coalesce(sum(completion_tokens), 0)::BIGINT"
                        + " FROM " + FINAL)) {
            sums.next();
            return new OutcomeSummary(
                    sums.getLong(1),
                    outcomes,
                    problems,
                    nulls,
                    empties,
                    sums.getLong(4),
                    sums.getLong(3),
                    sums.getLong(2),
                    new OutcomeSummary.Quantiles(number(sums, 5), number(sums, 6)),
                    new OutcomeSummary.Tokens(sums.getLong(7), sums.getLong(8)),
                    models);
        }
    }

    private static @Nullable Double number(ResultSet row, int column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? null : number;
    }

    private List<OutcomeSummary.Problem> problems() throws SQLException {
        return list(
                "SELECT outcome, problem, count(*), min(_index_) FROM " + FINAL
                        + " WHERE outcome <> 'Answered' GROUP BY outcome, problem ORDER BY 3 DESC, 4, 1, 2",
                row -> new OutcomeSummary.Problem(
                        OutcomeKind.valueOf(row.getString(1)), row.getString(2), row.getLong(3), row.getLong(4)));
    }

    private List<OutcomeSummary.Model> models() throws SQLException {
        return list(
                "SELECT model, fingerprint, count(*) FROM " + FINAL
                        + " WHERE model IS NOT NULL OR fingerprint IS NOT NULL"
                        + " GROUP BY ALL ORDER BY 3 DESC, 1, 2",
                row -> new OutcomeSummary.Model(row.getString(1), row.getString(2), row.getLong(3)));
    }

    private Map<String, Long> fields(String column) throws SQLException {
        Map<String, Long> fields = new LinkedHashMap<>();
        try (Statement statement = db.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT field, count(*) FROM (SELECT unnest(" + column
                        + ") AS field FROM " + FINAL + ") GROUP BY field ORDER BY field")) {
            while (rows.next()) {
                fields.put(rows.getString(1), rows.getLong(2));
            }
        }
        return fields;
    }

    /** Makes something of a row of a result. */
    private interface Made<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String sql, Made<T> made) throws SQLException {
        List<T> list = new ArrayList<>();
        try (Statement statement = db.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql + " LIMIT " + MOST_LISTED)) {
            while (rows.next()) {
                list.add(made.of(rows));
            }
        }
        return list;
    }
}
