package io.dyff.operator.steps.data;

import java.util.Arrays;

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

    static String nameOf(String sql) {
        return Arrays.stream(values())
                .filter(type -> type.sql.equals(sql))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(sql))
                .arrow;
    }

    /** Nothing but one of these becomes part of a statement. */
    static String sqlOf(String name) throws DataException {
        return Arrays.stream(values())
                .filter(type -> type.arrow.equals(name))
                .findFirst()
                .orElseThrow(() -> new DataException("There is no partition type " + name))
                .sql;
    }
}
