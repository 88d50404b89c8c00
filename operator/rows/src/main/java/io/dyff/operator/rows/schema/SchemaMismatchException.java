package io.dyff.operator.rows.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.operator.rows.Effort;

/** A response that does not fit the output schema; the message names the field and both types. */
public final class SchemaMismatchException extends Exception {

    private static final long serialVersionUID = 1L;

    SchemaMismatchException(String path, String expected, Object found) {
        super(path + " must be " + expected + ", got " + shorten(found));
    }

    private static String shorten(Object found) {
        if (found instanceof JsonNode value) {
            Effort.spendOn(value);
        }
        String text = found.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
