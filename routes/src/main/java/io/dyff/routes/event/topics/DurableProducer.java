package io.dyff.routes.event.topics;

import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What a command produces with: many records, all of them acknowledged when it is closed, or an error. */
public final class DurableProducer implements AutoCloseable {
    /** As large as dead letters may be. */
    private static final int MOST_BYTES = 9 << 20;

    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param client what a Kafka client needs to reach the broker */
    public DurableProducer(Properties client) {
        Properties config = new Properties();
        config.putAll(client);
        config.put("acks", "all");
        config.put("enable.idempotence", "true");
        config.put("compression.type", "zstd");
        config.put("max.request.size", String.valueOf(MOST_BYTES));
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    public void send(ProducerRecord<String, byte[]> produced) {
        producer.send(produced, (metadata, refusal) -> failure.compareAndSet(null, refusal));
    }

    /** @throws IllegalStateException when the broker did not take all of it */
    @Override
    public void close() {
        producer.close();
        if (failure.get() != null) {
            throw new IllegalStateException("the broker did not take all of it; run this again", failure.get());
        }
    }
}
