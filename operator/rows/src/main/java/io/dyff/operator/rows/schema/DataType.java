package io.dyff.operator.rows.schema;

import java.math.BigInteger;
import java.util.SequencedMap;

/** A column type of an output schema. */
public sealed interface DataType {

    /** One that is a single word, such as a folder's name can carry. */
    sealed interface Plain extends DataType {
        /** Arrow's name of it, such as {@code int64}. */
        String name();
    }

    /** @param name such as {@code uint8} */
    record Whole(String name, long least, BigInteger most) implements Plain {}

    /** @param name float or double */
    record Real(String name) implements Plain {

        boolean isSingle() {
            return name.equals("float");
        }
    }

    record Text() implements Plain {
        @Override
        public String name() {
            return "string";
        }
    }

    record Truth() implements Plain {
        @Override
        public String name() {
            return "bool";
        }
    }

    /** Any JSON, as its text: what Arrow calls the extension type arrow.json. */
    record Json() implements DataType {}

    /**
     * Bytes, base64 in JSON.
     *
     * @param width exact number of bytes, or 0 for any
     */
    record Bytes(int width) implements DataType {}

    record ListOf(DataType element) implements DataType {}

    record StructOf(SequencedMap<String, DataType> fields) implements DataType {}
}
