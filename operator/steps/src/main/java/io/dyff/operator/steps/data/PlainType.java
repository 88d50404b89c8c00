package io.dyff.operator.steps.data;

import io.dyff.operator.rows.schema.DataException;
import io.dyff.operator.rows.schema.DataType;
import java.util.Arrays;
import java.util.Optional;

/** Types of columns that can be in the names of folders, by Arrow's names, which evidence uses, and the database's. */
enum PlainType {
    BOOL("bool", "BOOLEAN"),
    STRING("string", "VARCHAR"),
    INT8("int8", "TINYINT"),
    INT16("int16", "SMALLINT"),
    INT32("int32", "INTEGER"),
    INT64("int64", "BIGINT"),
    UINT8("uint8", "UTINYINT"),
    UINT16("uint16", "USMALLINT"),
    UINT32("uint32", "UINTEGER"),
    UINT64("uint64", "UBIGINT"),
    FLOAT("float", "FLOAT"),
    DOUBLE("double", "DOUBLE");

    private final String arrow;
    private final String sql;

    PlainType(String arrow, String sql) {
        this.arrow = arrow;
        this.sql = sql;
    }

    static PlainType of(DataType.Plain type) {
        return find(type.name()).orElseThrow(() -> new IllegalArgumentException(type.name()));
    }

    String sql() {
        return sql;
    }

    private static Optional<PlainType> find(String name) {
        return Arrays.stream(values()).filter(type -> type.arrow.equals(name)).findFirst();
    }

    /** Nothing but one of these becomes part of a statement. */
    static String sqlOf(String name) throws DataException {
        return find(name).orElseThrow(() -> new DataException("There is no partition type " + name)).sql;
    }
}
