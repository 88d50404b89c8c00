package io.dyff.bench.core;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Consumers without a group, which see what was committed. */
public final class Committed {
    private Committed() {}

    /** One that stands nowhere yet. */
    public static KafkaConsumer<String, byte[]> of(String brokers) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** One that stands at the beginning of all partitions. */
    public static KafkaConsumer<String, byte[]> of(String brokers, String topic) {
        KafkaConsumer<String, byte[]> consumer = of(brokers);
        List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return consumer;
    }
}
