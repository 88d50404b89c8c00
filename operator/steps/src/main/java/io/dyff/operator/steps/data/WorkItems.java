package io.dyff.operator.steps.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What an evaluation has still to do: every dataset row in every replication, less what its stored output already
 * holds. The subtraction happens in the database, so that neither side has to fit into memory.
 */
public final class WorkItems {

    private static final String STORED = "stored";

    /** Takes items as fast as it can use them. */
    public interface Sink {
        void accept(WorkItem item) throws InterruptedException;
    }

    private final DuckDb db;
    private final List<String> replications;
    private final long total;
    private final long stored;

    private WorkItems(DuckDb db, List<String> replications, long total, long stored) {
        this.db = db;
        this.replications = replications;
        this.total = total;
        this.stored = stored;
    }

    /** @param output Parquet files of earlier tries, whole or not; duplicates in them count once */
    public static WorkItems open(DuckDb db, Dataset dataset, ParquetTree output, List<String> replications)
            throws SQLException {
        String keys = output.isEmpty()
                ? "SELECT NULL::VARCHAR AS r, NULL::BIGINT AS i WHERE false"
                : "SELECT DISTINCT _replication_ AS r, _index_ AS i FROM " + output.table();
        db.execute("CREATE TABLE " + STORED + " AS " + keys);
        long stored = db.number("SELECT count(*) FROM " + STORED + " WHERE list_contains(" + Sql.texts(replications)
                + ", r) AND i IN (SELECT _index_ FROM " + Dataset.VIEW + ")");
        return new WorkItems(db, replications, dataset.rows() * replications.size(), stored);
    }

    public long total() {
        return total;
    }

    public long alreadyStored() {
        return stored;
    }

    public long remaining() {
        return total - stored;
    }

    /** Row by row, all replications of a row together: whoever caches answers can. */
    public void forEach(Sink sink) throws SQLException, DataException, InterruptedException {
        String sql = "SELECT d._index_::BIGINT, r.id, d.* FROM " + Dataset.VIEW + " d CROSS JOIN (SELECT unnest("
                + Sql.texts(replications) + ") AS id) r WHERE NOT EXISTS (SELECT 1 FROM " + STORED
                + " s WHERE s.r = r.id AND s.i = d._index_)";
        try (Statement statement = db.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                sink.accept(new WorkItem(rows.getString(2), rows.getLong(1), row(rows)));
            }
        }
    }

    private static ObjectNode row(ResultSet rows) throws SQLException, DataException {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int column = 3; column <= rows.getMetaData().getColumnCount(); column++) {
            String name = rows.getMetaData().getColumnName(column);
            try {
                row.set(name, JsonValue.of(rows.getObject(column)));
            } catch (DataException e) {
                throw new DataException(
                        "Dataset row " + rows.getLong(1) + ", column " + name + ": " + e.getMessage(), e);
            }
        }
        return row;
    }
}
