package io.dyff.kube.schema;

/**
 * One thing wrong with one field, as it stands in a Status.
 *
 * @param reason such as FieldValueRequired
 */
public record Cause(String reason, String field, String message) {

    static Cause required(String field) {
        return new Cause("FieldValueRequired", field, "Required value");
    }

    /** @param shown the offending value as the message shows it */
    public static Cause invalid(String field, String shown, String why) {
        return new Cause("FieldValueInvalid", field, "Invalid value: " + shown + ": " + why);
    }

    public String text() {
        return field + ": " + message;
    }
}
