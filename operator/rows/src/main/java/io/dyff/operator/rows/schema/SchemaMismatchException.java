package io.dyff.operator.rows.schema;

/** A response that does not fit the output schema; the message names the field and both types. */
public final class SchemaMismatchException extends Exception {

    private static final long serialVersionUID = 1L;

    SchemaMismatchException(String path, String expected, Object found) {
        super(path + " must be " + expected + ", got " + shorten(found.toString()));
    }

    private static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
