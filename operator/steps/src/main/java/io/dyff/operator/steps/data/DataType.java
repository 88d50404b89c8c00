package io.dyff.operator.steps.data;

import java.util.SequencedMap;
import java.util.stream.Collectors;

/** A column type of an output schema, as DuckDB spells it and as JSON carries it. */
sealed interface DataType {

    /** @param sql DuckDB's name */
    record Whole(String sql, long least, java.math.BigInteger most) implements DataType {}

    /** @param sql DuckDB's name: FLOAT or DOUBLE */
    record Real(String sql) implements DataType {

        boolean isSingle() {
            return sql.equals("FLOAT");
        }
    }

    record Text() implements DataType {
        @Override
        public String sql() {
            return "VARCHAR";
        }
    }

    /** Any JSON, as its text: what Arrow calls the extension type arrow.json. */
    record Json() implements DataType {
        @Override
        public String sql() {
            return "VARCHAR";
        }
    }

    record Truth() implements DataType {
        @Override
        public String sql() {
            return "BOOLEAN";
        }
    }

    /**
     * Bytes, base64 in JSON.
     *
     * @param width exact number of bytes, or 0 for any
     */
    record Bytes(int width) implements DataType {
        @Override
        public String sql() {
            return "BLOB";
        }
    }

    record ListOf(DataType element) implements DataType {
        @Override
        public String sql() {
            return element.sql() + "[]";
        }
    }

    record StructOf(SequencedMap<String, DataType> fields) implements DataType {
        @Override
        public String sql() {
            return fields.entrySet().stream()
                    .map(field ->
                            Sql.name(field.getKey()) + " " + field.getValue().sql())
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }
    }

    String sql();

    /** Whether a value is one word, such as a directory's name can carry. */
    default boolean isPlain() {
        return switch (this) {
            case Whole whole -> true;
            case Real real -> true;
            case Text text -> true;
            case Json json -> false;
            case Truth truth -> true;
            case Bytes bytes -> false;
            case ListOf list -> false;
            case StructOf struct -> false;
        };
    }
}
