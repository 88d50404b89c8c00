package io.dyff.operator.steps.evidence;

/** The rows have none of this key, or several. */
final class NoSuchRowException extends Exception {

    private static final long serialVersionUID = 1L;

    NoSuchRowException(String message) {
        super(message);
    }
}
