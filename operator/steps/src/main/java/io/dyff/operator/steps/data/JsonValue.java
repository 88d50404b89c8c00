package io.dyff.operator.steps.data;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;
import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;
import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;
import static java.time.format.DateTimeFormatter.ISO_OFFSET_TIME;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.operator.rows.schema.DataException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Base64;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a column value: bytes as base64 (contract/data.md section 4), times in ISO form, with their seconds even
 * where those are zero.
 */
final class JsonValue {

    /**
     * A row as JSON, each column under its name.
     *
     * @param first of the columns, counted from 1
     */
    static ObjectNode row(ResultSet rows, int first) throws SQLException, DataException {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int column = first; column <= rows.getMetaData().getColumnCount(); column++) {
            String name = rows.getMetaData().getColumnName(column);
            try {
                row.set(name, of(rows.getObject(column)));
            } catch (DataException e) {
                throw new DataException("column " + name + " of the dataset: " + e.getMessage(), e);
            }
        }
        return row;
    }

    static JsonNode of(@Nullable Object value) throws SQLException, DataException {
        return switch (value) {
            case null -> NullNode.getInstance();
            case String text -> TextNode.valueOf(text);
            case Boolean truth -> BooleanNode.valueOf(truth);
            case Double real -> real(real);
            case Float real -> real(real.doubleValue());
            case BigInteger whole -> BigIntegerNode.valueOf(whole);
            case BigDecimal decimal -> DecimalNode.valueOf(decimal);
            case Number whole -> LongNode.valueOf(whole.longValue());
            case Blob bytes -> TextNode.valueOf(base64(bytes));
            case DuckDBStruct struct -> object(struct.getMap());
            case Array list -> list((Object[]) list.getArray());
            case Map<?, ?> map -> object(map);
            case Timestamp time -> TextNode.valueOf(ISO_LOCAL_DATE_TIME.format(time.toLocalDateTime()));
            case LocalDateTime time -> TextNode.valueOf(ISO_LOCAL_DATE_TIME.format(time));
            case OffsetDateTime time -> TextNode.valueOf(ISO_OFFSET_DATE_TIME.format(time));
            case LocalTime time -> TextNode.valueOf(ISO_LOCAL_TIME.format(time));
            case OffsetTime time -> TextNode.valueOf(ISO_OFFSET_TIME.format(time));
            default -> TextNode.valueOf(value.toString());
        };
    }

    private static JsonNode real(double value) throws DataException {
        if (!Double.isFinite(value)) {
            throw new DataException(value + " has no JSON form");
        }
        return DoubleNode.valueOf(value);
    }

    private static String base64(Blob bytes) throws SQLException {
        return Base64.getEncoder().encodeToString(bytes.getBytes(1, Math.toIntExact(bytes.length())));
    }

    private static JsonNode list(@Nullable Object[] values) throws SQLException, DataException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Object value : values) {
            list.add(of(value));
        }
        return list;
    }

    private static JsonNode object(Map<?, ?> fields) throws SQLException, DataException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            object.set(String.valueOf(field.getKey()), of(field.getValue()));
        }
        return object;
    }

    private JsonValue() {}
}
