package io.dyff.routes.state;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic of the platform, read once from its beginning to where it ends now. */
public final class WholeTopic {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int SILENT_POLLS = 60;

    private final Properties client;
    private final String topic;
    private final Pace pace;

    /** Hears how far a reading has come. */
    public interface Pace {
        /** Of one that need not say it. */
        Pace SILENT = (read, all) -> {};

        /**
         * @param read records so far, or what stands for them where they were compacted away
         * @param all that there will be
         */
        void at(long read, long all);
    }

    /**
     * @param client what a client needs to reach the broker
     */
    public WholeTopic(Properties client, String topic, Pace pace) {
        this.client = client;
        this.topic = topic;
        this.pace = pace;
    }

    /** Hands over every record there is now, those of a partition in their order. */
    public void read(Consumer<StateRecord> each) {
        Properties config = new Properties();
        config.putAll(client);
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", "false");
        config.put("max.poll.records", "5000");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            read(consumer, consumer.beginningOffsets(partitions), consumer.endOffsets(partitions), each);
        }
    }

    private void read(
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            Consumer<StateRecord> each) {
        int silent = 0;
        long all = sum(ends) - sum(begins);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            silent = records.isEmpty() ? silent + 1 : 0;
            if (silent == SILENT_POLLS) {
                throw new IllegalStateException("the broker sends nothing more of " + topic + " before its end");
            }
            records.forEach(record -> each.accept(StateRecord.of(record)));
            long read = ends.keySet().stream().mapToLong(consumer::position).sum() - sum(begins);
            pace.at(Math.min(read, all), all);
        }
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
