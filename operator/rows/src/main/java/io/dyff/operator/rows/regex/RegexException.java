package io.dyff.operator.rows.regex;

/** A pattern that is none, a replacement that does not fit it, or a text that takes it too many steps. */
public final class RegexException extends Exception {

    private static final long serialVersionUID = 1L;

    RegexException(String message) {
        super(message);
    }
}
