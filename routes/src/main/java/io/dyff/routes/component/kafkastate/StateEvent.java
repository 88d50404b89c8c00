package io.dyff.routes.component.kafkastate;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the route receives: a record of the events topic, and what its key stands at.
 *
 * @param key the record's key
 * @param value the record's value
 * @param headers the record's headers as UTF-8 text
 * @param partition where it stands
 * @param offset where it stands
 * @param timestamp the broker's time of its arrival
 * @param current the bytes last stored under the key, or null
 */
public record StateEvent(
        @Nullable String key,
        byte @Nullable [] value,
        Map<String, String> headers,
        int partition,
        long offset,
        Instant timestamp,
        byte @Nullable [] current) {

    public StateEvent {
        headers = Map.copyOf(headers);
    }
}
