package io.dyff.bench.core;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Fills a topic as fast as the broker takes it. */
public final class Flood {
    private Flood() {}

    /**
     * Writes records, in the order of their numbers; returns when all are acknowledged.
     *
     * @param first number of the first
     * @param count how many
     */
    public static void into(
            String brokers, long first, long count, LongFunction<ProducerRecord<String, byte[]>> record) {
        AtomicReference<@Nullable Exception> fault = new AtomicReference<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                brokers,
                "acks",
                "all",
                "compression.type",
                "zstd",
                "linger.ms",
                20,
                "batch.size",
                256 << 10);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (long number = first; number < first + count; number++) {
                producer.send(record.apply(number), (written, failed) -> {
                    if (failed != null) {
                        fault.set(failed);
                    }
                });
            }
        }
        if (fault.get() != null) {
            throw new IllegalStateException("the broker did not take a record", fault.get());
        }
    }
}
