package io.dyff.routes.orchestrate;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final Duration POLL = Duration.ofMillis(100);

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
            behind.keySet().removeAll(withoutRecords(committed, consumer, Map.copyOf(behind)));
        }
        reached = behind.isEmpty();
        if (reached) {
            LOG.info("all earlier states are read: scheduling begins");
        }
        return reached;
    }

    private Map<TopicPartition, Long> ends(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        consumer.assign(partitions);
        return new HashMap<>(consumer.endOffsets(partitions, PATIENCE));
    }

    /**
     * Partitions without a record between what is committed and the end. Offsets alone do not tell: the last ones may
     * belong to markers of transactions, which nobody commits.
     */
    private static Set<TopicPartition> withoutRecords(
            Map<TopicPartition, OffsetAndMetadata> committed,
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends) {
        Set<TopicPartition> open = new HashSet<>(ends.keySet());
        consumer.assign(open);
        for (TopicPartition partition : open) {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
        Set<TopicPartition> empty = new HashSet<>();
        // What gives no answer in time counts as behind: the next look asks again.
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            Set<TopicPartition> read = new HashSet<>(open);
            read.removeIf(partition -> consumer.position(partition, PATIENCE) < ends.getOrDefault(partition, 0L));
            empty.addAll(read);
            open.removeAll(read);
            consumer.pause(read);
            if (!open.isEmpty()) {
                Set<TopicPartition> withRecords = consumer.poll(POLL).partitions();
                open.removeAll(withRecords);
                consumer.pause(withRecords);
            }
        }
        return empty;
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
