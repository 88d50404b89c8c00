package io.dyff.routes.api.read.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.entity.Scalars;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The part of a statement that sorts, and that goes on after a cursor. */
public final class Sorting {
    /** The column that tells how many rows there were to sort. */
    static final String REACHED = "reached";

    /** Fields with an index, and their columns; any other field is sorted when few enough rows are left. */
    private static final Map<String, String> COLUMNS =
            Map.of("creationTime", "created_at", "id", "id", "name", "name", "status", "status");

    private static final String TIME = "creationTime";
    /** As far as the database keeps a name for sorting. */
    private static final int NAME = 500;

    private final @Nullable Order order;
    private final String field;
    private final String type;
    private final BiFunction<String, Object, String> bind;

    /** @param bind takes a value by name, and answers what stands for it in the text */
    Sorting(@Nullable Order order, BiFunction<String, Object, String> bind) {
        this.order = order;
        this.bind = bind;
        String name = order == null ? TIME : order.field();
        String column = COLUMNS.get(name);
        this.field = column != null ? column : json(name);
        this.type = column == null ? "jsonb" : column.equals("created_at") ? "timestamptz" : "text";
    }

    boolean isIndexed() {
        return !type.equals("jsonb");
    }

    /** The condition that leaves what the cursor has shown already, behind the word; empty without a cursor. */
    String after(String word) {
        if (order == null || order.after() == null) {
            return "";
        }
        String value =
                bind.apply("afterValue", value(order.field(), order.after().value()));
        String id = bind.apply("afterId", order.after().id());
        String beyond = order.ascending() ? " > " : " < ";
        return word + "(" + field + ", id)" + beyond + "(cast(" + value + " as " + type + "), " + id + ")";
    }

    /** The newest first when nothing else is asked for. */
    String by() {
        String direction = order != null && order.ascending() ? "" : " desc";
        return " order by " + field + direction + ", id" + direction;
    }

    /** Refuses an answer for which too many rows would have had to be sorted. */
    public static void check(List<Map<String, Object>> rows, long most) {
        if (!rows.isEmpty() && rows.getFirst().get(REACHED) instanceof Number reached) {
            check(reached.longValue(), most);
        }
    }

    /** The same for one row of such a statement, or of one without the column. */
    public static void check(ResultSet row, long most) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        int last = columns.getColumnCount();
        if (row.isFirst() && columns.getColumnLabel(last).equals(REACHED)) {
            check(row.getLong(last), most);
        }
    }

    private static void check(long reached, long most) {
        if (reached > most) {
            throw QueryRequest.bad(
                    "orderBy",
                    "sorts no more than " + most + " entities, and more match; add filters, or sort by one of "
                            + String.join(", ", new TreeSet<>(COLUMNS.keySet())));
        }
    }

    /** A missing field counts as null, which jsonb sorts first. */
    private String json(String path) {
        return "coalesce(body #> cast("
                + bind.apply("orderPath", path.split("\\.", -1))
                + " as text[]), cast('null' as jsonb))";
    }

    private String value(String name, JsonNode value) {
        if (!isIndexed()) {
            return value.toString();
        }
        if (name.equals(TIME)) {
            return Scalars.time(value)
                    .orElseThrow(() -> QueryRequest.bad("after", "must begin with a time when sorted by creationTime"));
        }
        if (!value.isTextual() && !value.isNull()) {
            throw QueryRequest.bad("after", "must begin with a text when sorted by " + name);
        }
        String text = value.isNull() ? "" : value.asText();
        int end = Math.min(NAME, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, end));
    }
}
