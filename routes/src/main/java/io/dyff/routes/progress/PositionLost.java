package io.dyff.routes.progress;

/** The database does not stand where this process had left it: what it had read since must be read again. */
public final class PositionLost extends RuntimeException {
    PositionLost(StateConsumer consumer) {
        super("the database is behind what " + consumer.id() + " has stored: it was restored or emptied");
    }
}
