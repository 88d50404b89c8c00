package io.dyff.routes.fold;

/** An event that no supported generation could have written; the message says why. */
public final class Undecodable extends Exception {
    public Undecodable(String cause) {
        super(cause);
    }
}
