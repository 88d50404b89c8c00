package io.dyff.routes.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.event.Headers;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of the state topic.
 *
 * @param key the entity
 * @param value the entity as it stands, or null when it was erased
 * @param headers the record's headers as text
 * @param partition where it stands
 * @param offset where it stands in the partition
 */
public record StateRecord(
        @Nullable String key, byte @Nullable [] value, Map<String, String> headers, int partition, long offset) {

    /** A record as a consumer of our own gets it. */
    public static StateRecord of(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        }
        return new StateRecord(record.key(), record.value(), headers, record.partition(), record.offset());
    }

    /**
     * @param record the message of a Kafka consumer
     */
    public static StateRecord of(Message record) {
        Map<String, String> headers = new HashMap<>();
        record.getHeaders().forEach((name, value) -> {
            if (Headers.isOurs(name)) {
                headers.put(name, String.valueOf(value));
            }
        });
        return new StateRecord(
                record.getHeader(KafkaConstants.KEY, String.class),
                record.getBody(byte[].class),
                headers,
                record.getHeader(KafkaConstants.PARTITION, int.class),
                record.getHeader(KafkaConstants.OFFSET, long.class));
    }
}
