package io.dyff.routes.admin;

/** A mistake that the message explains to the person at the command line. */
final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AdminException(String message) {
        super(message);
    }
}
