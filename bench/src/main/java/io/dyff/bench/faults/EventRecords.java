package io.dyff.bench.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.bench.core.Committed;
import io.dyff.local.client.Deadline;
import io.dyff.local.instance.LocalException;
import io.dyff.local.observe.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topic of events, written to by somebody else. */
final class EventRecords {
    private static final String TOPIC = TopicReader.EVENTS;
    private static final byte[] GARBAGE = "\u0000 no event".getBytes(UTF_8);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String brokers;
    private List<Long> begin = List.of();

    EventRecords(String brokers) {
        this.brokers = brokers;
    }

    int partitions() {
        try (KafkaConsumer<String, byte[]> consumer = Committed.of(brokers)) {
            return consumer.partitionsFor(TOPIC).size();
        }
    }

    /** How many dead letters there are: records, not the marks of transactions between them. */
    int deadLetters() {
        try (KafkaConsumer<String, byte[]> consumer = Committed.of(brokers)) {
            List<TopicPartition> all = Stream.of(TopicReader.EVENTS, TopicReader.STATE)
                    .flatMap(topic -> all(consumer, topic + ".dlq").stream())
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            return read(consumer).size();
        }
    }

    /** Notes where the case begins. */
    void mark() {
        try (KafkaConsumer<String, byte[]> consumer = Committed.of(brokers)) {
            List<TopicPartition> all = all(consumer, TOPIC);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            begin = all.stream().map(ends::get).toList();
        }
    }

    /** Deletes where a group stands in the topic, once it has no members any more. */
    void forgetPositions(String group) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            Set<TopicPartition> all = IntStream.range(0, partitions())
                    .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                    .collect(Collectors.toSet());
            new Deadline(PATIENCE).await("the end of the group " + group, () -> forget(admin, group, all));
        }
    }

    private static Optional<Boolean> forget(Admin admin, String group, Set<TopicPartition> all)
            throws InterruptedException {
        try {
            admin.deleteConsumerGroupOffsets(group, all).all().get();
            return Optional.of(true);
        } catch (ExecutionException subscribed) {
            return Optional.empty();
        }
    }

    void poison() {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < partitions(); partition++) {
            records.add(new ProducerRecord<>(TOPIC, partition, "nobody", GARBAGE));
        }
        produce(records);
    }

    /** What came since the mark, with its headers. */
    void repeat() {
        try (KafkaConsumer<String, byte[]> consumer = Committed.of(brokers)) {
            List<TopicPartition> all = all(consumer, TOPIC);
            consumer.assign(all);
            all.forEach(partition -> consumer.seek(partition, begin.get(partition.partition())));
            produce(read(consumer).stream()
                    .map(record -> new ProducerRecord<>(
                            TOPIC, record.partition(), record.key(), record.value(), record.headers()))
                    .toList());
        }
    }

    /** All that there is from where the consumer stands. */
    private static List<ConsumerRecord<String, byte[]>> read(KafkaConsumer<String, byte[]> consumer) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        }
        return records;
    }

    private void produce(List<ProducerRecord<String, byte[]>> records) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw LocalException.failed("the broker did not take a record: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LocalException.failed("interrupted");
        }
    }

    private static List<TopicPartition> all(KafkaConsumer<String, byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted(java.util.Comparator.comparingInt(TopicPartition::partition))
                .toList();
    }
}
