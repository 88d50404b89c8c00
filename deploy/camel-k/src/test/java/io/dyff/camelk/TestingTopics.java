package io.dyff.camelk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.parts.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A real broker with topics of one partition: what was produced later is read later. */
final class TestingTopics implements AutoCloseable {
    private final Broker broker;
    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;

    TestingTopics(Path folder) {
        broker = Broker.start(folder);
        admin = Admin.create(Map.of("bootstrap.servers", brokers()));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    String brokers() {
        return broker.bootstrapServers();
    }

    void create(String... names) throws ExecutionException, InterruptedException {
        admin.createTopics(Arrays.stream(names)
                        .map(name -> new NewTopic(name, 1, (short) 1))
                        .toList())
                .all()
                .get();
    }

    /** Produces as the aggregator does: with headers of the platform's own. */
    void put(String topic, String key, byte @Nullable [] value) throws ExecutionException, InterruptedException {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        record.headers().add("dyff_event_offset", "7".getBytes(UTF_8)).add("dyff_outcome", "changed".getBytes(UTF_8));
        producer.send(record).get();
    }

    void put(String topic, String key, String value) throws ExecutionException, InterruptedException {
        put(topic, key, value.getBytes(UTF_8));
    }

    List<ConsumerRecord<String, String>> records(String topic) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers()), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            }
        }
        return records;
    }

    /** How many records of the topic the group has done; 0 when it says nothing. */
    long committed(String group, String topic) throws ExecutionException, InterruptedException {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(topic, 0));
        return offset == null ? 0 : offset.offset();
    }

    static List<String> headerNames(ConsumerRecord<?, ?> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> header.key())
                .toList();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        broker.close();
    }
}
