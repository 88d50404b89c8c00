package io.dyff.routes.http.security;

/** A token that proves nothing; the message may be shown to its holder. */
public final class BadTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadTokenException(String message) {
        super(message);
    }

    public BadTokenException(String message, Throwable cause) {
        super(message, cause);
    }
}
