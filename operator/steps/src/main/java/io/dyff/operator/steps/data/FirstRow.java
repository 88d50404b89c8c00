package io.dyff.operator.steps.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.schema.DataException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Optional;

/**
 * The row with the lowest index, as pipelines see it: what an evaluation would ask can be told of it before it is made.
 *
 * @param index its number
 * @param row its columns
 */
public record FirstRow(long index, ObjectNode row) {

    /** Larger ones are nothing to look at. */
    private static final long MOST_BYTES = 64 << 10;

    private static final String TABLE = "first_row";

    /** None of a row that is too large, or has no JSON form. */
    static Optional<FirstRow> of(DuckDb db, Collection<String> columns) throws SQLException {
        long index = db.number("SELECT min(_index_)::BIGINT FROM " + Dataset.VIEW);
        String bytes = new RowWindows(db, Dataset.VIEW, MOST_BYTES).bytes(columns);
        String theRow = " FROM " + Dataset.VIEW + " d WHERE d._index_ = " + index;
        if (db.number("SELECT any_value(" + bytes + ")" + theRow) > MOST_BYTES) {
            return Optional.empty();
        }
        db.execute("CREATE OR REPLACE TEMP TABLE " + TABLE + " AS SELECT *" + theRow);
        try (Statement statement = db.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + TABLE)) {
            rows.next();
            return Optional.of(new FirstRow(index, JsonValue.row(rows, 1)));
        } catch (DataException e) {
            return Optional.empty();
        }
    }
}
