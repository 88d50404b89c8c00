package io.dyff.routes.component.kafkastate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of the key, in the transaction that consumes its event. */
public sealed interface StateChange {

    /**
     * Stores bytes under the key and publishes a record on the state topic.
     *
     * @param stored handed to the route with the key's next event
     * @param published the record's value; null for a tombstone
     * @param headers the record's headers
     */
    record Store(byte[] stored, byte @Nullable [] published, Map<String, String> headers) implements StateChange {}

    /** Publishes a record and stores nothing. */
    record Publish(byte @Nullable [] published, Map<String, String> headers) implements StateChange {}

    /** Leaves everything as it is. */
    record Keep() implements StateChange {}
}
