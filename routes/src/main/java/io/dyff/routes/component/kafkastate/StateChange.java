package io.dyff.routes.component.kafkastate;

import java.util.Map;

/** What becomes of the key, in the transaction that consumes its event. */
public sealed interface StateChange {

    /**
     * Stores bytes under the key and publishes a record on the state topic.
     *
     * @param stored handed to the route with the key's next event
     * @param published the record's value
     * @param headers the record's headers
     */
    record Store(byte[] stored, byte[] published, Map<String, String> headers) implements StateChange {}

    /** Publishes a record and stores nothing. */
    record Publish(byte[] published, Map<String, String> headers) implements StateChange {}

    /** Forgets the key and publishes a tombstone. */
    record Remove(Map<String, String> headers) implements StateChange {}

    /** Leaves everything as it is. */
    record Keep() implements StateChange {}
}
