package io.dyff.operator.steps.data;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Parts of a table that fit into memory one at a time. The database works on thousands of rows at once, all values of which
 * become Java's where they are handed out: where those are large, rows are first laid out in a table of its own, beside its
 * memory if need be, and read from there in smaller parts.
 */
final class RowWindows {

    private static final String LAID_OUT = "laid_out";
    private static final String BYTES = "__bytes__";

    /** Rows that the database hands out at once. */
    private static final int CHUNK = 2_048;

    private static final long LEAST_BYTES = 1 << 20;
    private static final int SHARE_OF_HEAP = 8;

    /**
     * A part of the rows.
     *
     * @param table where they are
     * @param condition which of them, empty for all
     */
    record Window(String table, String condition) {}

    private final DuckDb db;
    private final String source;
    private final long most;

    /**
     * @param source the table or view
     * @param most bytes of the values of a window with more than one row
     */
    RowWindows(DuckDb db, String source, long most) {
        this.db = db;
        this.source = source;
        this.most = most;
    }

    /** As many bytes as Java may be given at once. */
    static long shareOfHeap() {
        return Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** @param names of the columns that are wanted; who uses a window's condition calls its table d */
    List<Window> of(Collection<String> names) throws SQLException {
        String list = list(names);
        String bytes = bytes(names);
        // A table first: of a result that breaks off, the driver forgets why.
        db.execute(
                "CREATE OR REPLACE TEMP TABLE sizes AS SELECT max(b) AS b FROM (SELECT sum(b)::BIGINT AS b FROM (SELECT "
                        + bytes + " AS b, row_number() OVER () // " + CHUNK + " AS chunk FROM " + source
                        + " d) GROUP BY chunk)");
        long largest = db.number("SELECT coalesce(b, 0) FROM sizes");
        if (largest <= most) {
            return List.of(new Window(source, ""));
        }
        db.execute("CREATE TEMP TABLE " + LAID_OUT + " AS SELECT " + list + ", " + bytes + " AS " + BYTES + " FROM "
                + source + " d");
        return windows();
    }

    private List<Window> windows() throws SQLException {
        List<Window> windows = new ArrayList<>();
        long first = 0;
        long row = 0;
        long taken = 0;
        try (Statement statement = db.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + BYTES + " FROM " + LAID_OUT + " ORDER BY rowid")) {
            for (; rows.next(); row++) {
                long bytes = rows.getLong(1);
                if (row > first && taken + bytes > most) {
                    windows.add(between(first, row));
                    first = row;
                    taken = 0;
                }
                taken += bytes;
            }
        }
        windows.add(between(first, row));
        return windows;
    }

    private static Window between(long first, long end) {
        return new Window(LAID_OUT, " AND d.rowid >= " + first + " AND d.rowid < " + end);
    }

    private static String list(Collection<String> names) {
        return names.stream().map(name -> "d." + Sql.name(name)).collect(Collectors.joining(", "));
    }

    /** How much the values of a row of table d take, as an expression. */
    String bytes(Collection<String> names) throws SQLException {
        var sum = new StringBuilder("0");
        for (Map.Entry<String, String> column :
                db.types("SELECT " + list(names) + " FROM " + source + " d").entrySet()) {
            String name = "d." + Sql.name(column.getKey());
            String type = column.getValue();
            if (type.equals("BLOB")) {
                sum.append(" + coalesce(octet_length(").append(name).append("), 0)");
            } else if (type.equals("VARCHAR") || type.endsWith("]") || type.endsWith(")")) {
                sum.append(" + coalesce(strlen(").append(name).append("::VARCHAR), 0)");
            }
        }
        return sum.toString();
    }
}
