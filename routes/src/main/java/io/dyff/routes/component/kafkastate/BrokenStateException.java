package io.dyff.routes.component.kafkastate;

/** The stored state is at fault, not the event: the aggregation stops, because every further event would be refused. */
public final class BrokenStateException extends RuntimeException {
    public BrokenStateException(String message) {
        super(message);
    }

    public BrokenStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
