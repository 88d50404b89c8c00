package io.dyff.routes.component.kafkastate;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of an aggregation. Its consumer polls for long, so that nothing is done when nothing comes, and for as long as
 * a change waits for its commit at most.
 */
final class PacedClients implements KafkaClientSupplier {
    private final CommitPace pace;

    PacedClients(CommitPace pace) {
        this.pace = pace;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new PacedConsumer(config, pace);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        throw new UnsupportedOperationException("an aggregation has no global table");
    }

    private static final class PacedConsumer extends KafkaConsumer<byte[], byte[]> {
        /** The answer to the last question, for which nobody waits, may take as long as the fetch does. */
        private static final Duration FAREWELL = Duration.ofMillis(100);

        private final CommitPace pace;

        PacedConsumer(Map<String, Object> config, CommitPace pace) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.pace = pace;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            long began = System.nanoTime();
            ConsumerRecords<byte[], byte[]> records = super.poll(pace.pollAtMost(System.currentTimeMillis(), timeout));
            pace.polled(Duration.ofNanos(System.nanoTime() - began));
            pace.commitDue(System.currentTimeMillis());
            return records;
        }

        @Override
        public void close(CloseOptions options) {
            super.close(options.withTimeout(FAREWELL));
        }
    }
}
