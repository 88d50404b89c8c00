package io.dyff.operator.steps.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.rows.schema.OutputSchema;
import io.dyff.operator.steps.outcome.OutcomeKind;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an evaluation has still to do: every dataset row in every replication, less what its stored output already
 * holds. The subtraction happens in the database, so that neither side has to fit into memory.
 */
public final class WorkItems {

    private static final String STORED = "stored";
    private static final String SETTLED = "settled";

    /** Takes items as fast as it can use them. */
    public interface Sink {
        void accept(WorkItem item) throws InterruptedException;

        /** A row that has no JSON form, and why. */
        void unreadable(String replication, long index, String why) throws InterruptedException;
    }

    private final DuckDb db;
    private final Dataset dataset;
    private final List<String> replications;
    private final long stored;
    private final Map<OutcomeKind, Long> settledOutcomes;

    private WorkItems(
            DuckDb db,
            Dataset dataset,
            List<String> replications,
            long stored,
            Map<OutcomeKind, Long> settledOutcomes) {
        this.db = db;
        this.dataset = dataset;
        this.replications = replications;
        this.stored = stored;
        this.settledOutcomes = settledOutcomes;
    }

    /**
     * @param output Parquet files of earlier tries, whole or not; duplicates in them count once
     * @param outcomes that earlier tries noted: such a row is not asked again
     */
    public static WorkItems open(
            DuckDb db, Dataset dataset, ParquetTree output, ParquetTree outcomes, List<String> replications)
            throws SQLException {
        String keys = output.isEmpty()
                ? "SELECT NULL::VARCHAR AS r, NULL::BIGINT AS i WHERE false"
                : "SELECT DISTINCT _replication_ AS r, _index_ AS i FROM " + output.table();
        db.execute("CREATE TABLE " + STORED + " AS " + keys);
        // What is noted as stored and is not there, such as in a listing that missed it, is asked again.
        db.execute("""
                CREATE TABLE %1$s AS SELECT r, i, coalesce(any_value(outcome), 'Answered') AS outcome FROM (
                  SELECT r, i, NULL AS outcome FROM %2$s
                  UNION ALL
                  SELECT n.r, n.i, n.outcome FROM (%3$s) n
                  WHERE n.outcome NOT IN ('Answered', 'Refused')
                    OR EXISTS (SELECT 1 FROM %2$s s WHERE s.r = n.r AND s.i = n.i)
                ) GROUP BY r, i
                """.formatted(SETTLED, STORED, OutcomeTable.notedKeys(outcomes.files())));
        return new WorkItems(
                db,
                dataset,
                replications,
                db.number("SELECT count(*) FROM " + STORED + " WHERE " + isWanted(replications)),
                outcomes(db, replications));
    }

    private static Map<OutcomeKind, Long> outcomes(DuckDb db, List<String> replications) throws SQLException {
        Map<OutcomeKind, Long> outcomes = new EnumMap<>(OutcomeKind.class);
        try (Statement statement = db.connection().createStatement();
                ResultSet counts = statement.executeQuery("SELECT outcome, count(*) FROM " + SETTLED + " WHERE "
                        + isWanted(replications) + " GROUP BY outcome")) {
            while (counts.next()) {
                outcomes.put(OutcomeKind.valueOf(counts.getString(1)), counts.getLong(2));
            }
        }
        return Map.copyOf(outcomes);
    }

    /** Of keys that may be others', such as of a row that the dataset no longer has. */
    private static String isWanted(List<String> replications) {
        return "list_contains(" + Sql.texts(replications) + ", r) AND i IN (SELECT _index_ FROM " + Dataset.VIEW + ")";
    }

    public long total() {
        return dataset.rows() * replications.size();
    }

    public long alreadyStored() {
        return stored;
    }

    /** Those that have an outcome from an earlier try: an answer, or none for ever. */
    public long alreadySettled() {
        return settledOutcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The same by outcome; stored rows of which nothing is noted have their answer. */
    public Map<OutcomeKind, Long> settledOutcomes() {
        return settledOutcomes;
    }

    public long remaining() {
        return total() - alreadySettled();
    }

    /**
     * What became of all of them.
     *
     * @param files of all outcomes that were noted, by earlier tries too
     */
    public OutcomeTable outcomes(Collection<Path> files) throws SQLException {
        return OutcomeTable.open(
                db,
                files,
                replications,
                "SELECT r, i, false AS empty FROM " + STORED + " UNION SELECT _replication_, _index_, false FROM "
                        + OutcomeTable.NOTED + " WHERE outcome = 'Answered'");
    }

    /**
     * Row by row, all replications of a row together: whoever caches answers can.
     *
     * @param wanted the only columns that are read, of those that there are; all when empty
     */
    public void forEach(Optional<Set<String>> wanted, Sink sink) throws SQLException, InterruptedException {
        List<String> columns = columns(wanted);
        try {
            Set<String> read = new LinkedHashSet<>(columns);
            read.add(OutputSchema.INDEX);
            var windows = new RowWindows(db, Dataset.VIEW, RowWindows.shareOfHeap());
            for (RowWindows.Window window : windows.of(read)) {
                forEach(columns, window, sink);
            }
        } catch (SQLException e) {
            String said = String.valueOf(e.getMessage());
            if (said.contains("Java heap space")) {
                throw new OutOfMemoryError("Java heap space, for rows of the dataset");
            }
            if (DuckDb.isOutOfMemory(e)) {
                throw new SQLException("a row group of its files is too large; write them with fewer rows in each", e);
            }
            throw new SQLException(dataset.named(said), e);
        }
    }

    private void forEach(List<String> columns, RowWindows.Window window, Sink sink)
            throws SQLException, InterruptedException {
        String list = columns.stream().map(name -> ", d." + Sql.name(name)).collect(Collectors.joining());
        String sql = "SELECT d._index_::BIGINT, r.id" + list + " FROM " + window.table()
                + " d CROSS JOIN (SELECT unnest("
                + Sql.texts(replications) + ") AS id) r WHERE NOT EXISTS (SELECT 1 FROM " + SETTLED
                + " s WHERE s.r = r.id AND s.i = d._index_)" + window.condition();
        try (Statement statement = db.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                hand(rows, sink);
            }
        }
    }

    /** Case counts in names of JSON, and not in those of the database. */
    private List<String> columns(Optional<Set<String>> wanted) throws SQLException {
        return Dataset.columns(db).stream()
                .filter(name -> wanted.isEmpty() || wanted.get().contains(name))
                .toList();
    }

    private static void hand(ResultSet rows, Sink sink) throws SQLException, InterruptedException {
        String replication = rows.getString(2);
        long index = rows.getLong(1);
        ObjectNode row;
        try {
            row = JsonValue.row(rows, 3);
        } catch (DataException e) {
            sink.unreadable(replication, index, String.valueOf(e.getMessage()));
            return;
        }
        sink.accept(new WorkItem(replication, index, row));
    }
}
