package io.dyff.routes.orchestrate;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether the orchestrator has read every state that was there when this process started. Until then it decides
 * nothing: what it would decide on could be long past.
 */
public final class CaughtUp {
    private static final Logger LOG = LoggerFactory.getLogger(CaughtUp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String brokers;
    private final String topic;
    private final String group;
    private volatile boolean reached;
    private @Nullable Map<TopicPartition, Long> behind;

    CaughtUp(String brokers, String topic, String group) {
        this.brokers = brokers;
        this.topic = topic;
        this.group = group;
    }

    /** True once it was reached; never false again. */
    public boolean isReached() {
        return reached;
    }

    /**
     * Looks again, as long as it was not reached.
     *
     * @return true at the one call that finds it reached
     */
    public synchronized boolean look() throws InterruptedException, ExecutionException, TimeoutException {
        if (reached) {
            return false;
        }
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            if (behind == null) {
                behind = ends(consumer);
            }
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            Map<TopicPartition, Long> still = new HashMap<>();
            behind.forEach((partition, end) -> {
                OffsetAndMetadata offset = committed.get(partition);
                if (hasRecords(consumer, partition, offset == null ? null : offset.offset(), end)) {
                    still.put(partition, end);
                }
            });
            behind = still;
        }
        reached = Objects.requireNonNull(behind).isEmpty();
        if (reached) {
            LOG.info("all earlier states are read: scheduling begins");
        }
        return reached;
    }

    private Map<TopicPartition, Long> ends(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        return consumer.endOffsets(partitions, PATIENCE);
    }

    /** Offsets alone do not tell: the last ones may belong to markers of transactions, which nobody commits. */
    private static boolean hasRecords(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, @Nullable Long committed, long end) {
        if (committed != null && committed >= end) {
            return false;
        }
        consumer.assign(List.of(partition));
        if (committed == null) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, committed);
        }
        // Without an answer in time it counts as behind: the next look asks again.
        return consumer.position(partition, PATIENCE) < end
                && (!consumer.poll(PATIENCE).isEmpty() || consumer.position(partition, PATIENCE) < end);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                brokers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "max.poll.records",
                1,
                "max.partition.fetch.bytes",
                65536,
                "default.api.timeout.ms",
                (int) PATIENCE.toMillis() * 2,
                "request.timeout.ms",
                (int) PATIENCE.toMillis());
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
