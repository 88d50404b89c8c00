package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The one text of a row, whatever its files look like: the SQL that makes it. The form of each type is in
 * docs/attestations.md; here values become what JSON has only one way to write.
 */
final class RowText {

    /** What the database's writer of JSON spells with capital hex digits; everybody else writes them small. */
    private static final String CAPITAL_ESCAPES = "0B 0E 0F 1A 1B 1C 1D 1E 1F";

    private final DuckDb db;

    private RowText(DuckDb db) {
        this.db = db;
    }

    /**
     * An expression over the columns of a table.
     *
     * @throws DataException naming the column whose type has no form
     */
    static String of(DuckDb db, String table) throws SQLException, DataException {
        var text = new RowText(db);
        SequencedMap<String, String> members = new LinkedHashMap<>();
        for (Map.Entry<String, String> column :
                db.types("SELECT * FROM " + table).entrySet()) {
            String name = Sql.name(column.getKey());
            String probe = "SELECT " + name + " AS v FROM " + table;
            members.put(column.getKey(), text.value(new Value(column.getValue(), name, probe, column.getKey(), 0)));
        }
        return "to_json(" + struct(members) + ")::VARCHAR";
    }

    /**
     * The text with small hex digits in its escapes.
     *
     * @param text a column, which the database's JSON is in
     */
    static String withSmallEscapes(String text) {
        // An escaped backslash steps aside as a character that no JSON text has, so that it begins no escape.
        String small = "replace(" + text + ", '\\\\', chr(1))";
        for (String code : CAPITAL_ESCAPES.split(" ")) {
            String escape = "\\u00" + code;
            small = "replace(" + small + ", '" + escape + "', lower('" + escape + "'))";
        }
        return "CASE WHEN contains(" + text + ", '\\u00') THEN replace(" + small + ", chr(1), '\\\\') ELSE " + text
                + " END";
    }

    /**
     * @param sql the value's expression
     * @param probe a query that answers a column {@code v} of its type
     * @param path where it is, for messages
     * @param depth keeps the names of nested lambda parameters apart
     */
    private record Value(String type, String sql, String probe, String path, int depth) {

        Value field(String name, String type) {
            return new Value(
                    type,
                    sql + "." + Sql.name(name),
                    "SELECT v." + Sql.name(name) + " AS v FROM (" + probe + ")",
                    path + "." + name,
                    depth);
        }
    }

    private String value(Value value) throws SQLException, DataException {
        if (value.type.endsWith("[]")) {
            return list(value, value.sql, value.probe);
        }
        if (value.type.startsWith("STRUCT(")) {
            return struct(value);
        }
        if (value.type.startsWith("MAP(")) {
            String entries = "SELECT map_entries(v) AS v FROM (" + value.probe + ")";
            return "list_sort(" + list(value, "map_entries(" + value.sql + ")", entries) + ")";
        }
        return plain(value);
    }

    /** Unchanged where its elements are, which saves taking it apart. */
    private String list(Value value, String sql, String probe) throws SQLException, DataException {
        String parameter = "e" + value.depth;
        String elements = "SELECT unnest(v) AS v FROM (" + probe + ")";
        String type = db.types(elements).firstEntry().getValue();
        String element = value(new Value(type, parameter, elements, value.path + "[]", value.depth + 1));
        return element.equals(parameter)
                ? sql
                : "list_transform(" + sql + ", lambda " + parameter + ": " + element + ")";
    }

    private String struct(Value value) throws SQLException, DataException {
        SequencedMap<String, String> members = new LinkedHashMap<>();
        boolean unchanged = true;
        for (Map.Entry<String, String> field :
                db.types("SELECT unnest(v) FROM (" + value.probe + ")").entrySet()) {
            Value inner = value.field(field.getKey(), field.getValue());
            String member = value(inner);
            unchanged &= member.equals(inner.sql);
            members.put(field.getKey(), member);
        }
        if (unchanged && sorted(members).equals(new ArrayList<>(members.keySet()))) {
            return value.sql;
        }
        return "CASE WHEN " + value.sql + " IS NULL THEN NULL ELSE " + struct(members) + " END";
    }

    private static String struct(Map<String, String> members) {
        return sorted(members).stream()
                .map(name -> Sql.name(name) + " := " + members.get(name))
                .collect(Collectors.joining(", ", "struct_pack(", ")"));
    }

    private static List<String> sorted(Map<String, String> members) {
        return members.keySet().stream().sorted(CodePoints.ORDER).toList();
    }

    private static String plain(Value value) throws DataException {
        String sql = value.sql;
        String type = value.type.startsWith("DECIMAL(") ? "DECIMAL" : value.type;
        return switch (type) {
            case "BOOLEAN", "VARCHAR" -> sql;
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT" -> sql;
            // The database's own text of a double is wrong for some powers of two (2.0.0); C's is exact.
            case "FLOAT", "DOUBLE" ->
                "CASE WHEN isnan(" + sql + ") THEN 'NaN' WHEN isinf(" + sql + ") THEN if(" + sql
                        + " > 0, 'Infinity', '-Infinity') ELSE printf('%.16e', " + sql + "::DOUBLE) END";
            case "DECIMAL" -> sql + "::VARCHAR";
            case "BLOB" -> "base64(" + sql + ")";
            case "DATE" -> "strftime(" + sql + ", '%Y-%m-%d')";
            case "TIMESTAMP" -> "strftime(" + sql + ", '%Y-%m-%dT%H:%M:%S.%f')";
            case "TIMESTAMP_NS" -> "strftime(" + sql + ", '%Y-%m-%dT%H:%M:%S.%n')";
            case "TIMESTAMP WITH TIME ZONE" ->
                "strftime(make_timestamp(epoch_us(" + sql + ")), '%Y-%m-%dT%H:%M:%S.%fZ')";
            default ->
                throw new DataException("The column " + value.path + " has the type " + value.type
                        + ", which rows that are attested do not have (docs/attestations.md)");
        };
    }
}
