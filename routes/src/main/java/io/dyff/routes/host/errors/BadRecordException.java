package io.dyff.routes.host.errors;

/** A record that no retry can make right; it goes to the dead letters. */
public final class BadRecordException extends RuntimeException {
    public BadRecordException(String message) {
        super(message);
    }
}
