package io.dyff.routes.state;

/** A record of a later form than this program reads: not wrong, but for the next program. It must not be passed over. */
public final class NewerStateException extends RuntimeException {
    NewerStateException(long form, int known) {
        super("state version " + form + " is newer than this program, which reads " + known
                + ": it waits until it is replaced by a newer one");
    }
}
