package io.dyff.routes.host.live;

/** Files can be neither taken nor refused now: what has to be asked does not answer. */
public final class UnansweredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnansweredException(String message) {
        super(message);
    }
}
