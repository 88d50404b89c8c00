package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataType;
import io.dyff.operator.rows.schema.OutputSchema;
import java.util.stream.Collectors;

/** How the database spells a column's type. */
final class ColumnType {

    static String sql(DataType type) {
        return switch (type) {
            case DataType.Plain plain -> PlainType.of(plain).sql();
            case DataType.Json json -> PlainType.STRING.sql();
            case DataType.Bytes bytes -> "BLOB";
            case DataType.ListOf list -> sql(list.element()) + "[]";
            case DataType.StructOf struct ->
                struct.fields().entrySet().stream()
                        .map(field -> Sql.name(field.getKey()) + " " + sql(field.getValue()))
                        .collect(Collectors.joining(", ", "STRUCT(", ")"));
        };
    }

    /** The select list of an empty table of the schema. */
    static String nulls(OutputSchema schema) {
        return schema.columns().entrySet().stream()
                .map(c -> "NULL::" + sql(c.getValue()) + " AS " + Sql.name(c.getKey()))
                .collect(Collectors.joining(", "));
    }

    private ColumnType() {}
}
