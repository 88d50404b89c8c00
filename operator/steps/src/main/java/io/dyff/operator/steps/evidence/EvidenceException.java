package io.dyff.operator.steps.evidence;

/** A file that cannot be used for what it is given as; the message names it, the field, and what to do. */
final class EvidenceException extends Exception {

    private static final long serialVersionUID = 1L;

    EvidenceException(String message) {
        super(message);
    }

    EvidenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
