package io.dyff.local.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what stands on both topics about the entities of this run; committed records only. Not for several threads. */
public final class TopicReader implements AutoCloseable {
    public static final String EVENTS = "dyff.workflows.events";
    public static final String STATE = "dyff.workflows.state";

    private final ObjectMapper json = new ObjectMapper();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Admin admin;
    private final List<Entry> entries = new ArrayList<>();

    /** A record, as it stands on its topic. */
    public record Entry(
            String topic, int partition, long offset, String key, Map<String, String> headers, JsonNode value) {

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public boolean says(String field, String text) {
            return value.path(field).asText("").equals(text);
        }

        public String place() {
            return "partition " + partition + " offset " + offset;
        }
    }

    public TopicReader(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "fetch.max.bytes", "4194304"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        List<TopicPartition> partitions = List.of(EVENTS, STATE).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The first record on a topic about an entity that is as described. */
    public Optional<Entry> find(String topic, String id, Predicate<Entry> described) {
        consumer.poll(Duration.ofMillis(50)).forEach(r -> entries.add(entry(r)));
        return entries.stream()
                .filter(e -> e.topic().equals(topic) && e.key().equals(id))
                .filter(described)
                .findFirst();
    }

    /** Reads all that is committed by now. */
    public void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(50)).forEach(r -> entries.add(entry(r)));
        }
    }

    /** All records read so far on a topic, by what they are about. */
    public Map<String, List<Entry>> byKey(String topic) {
        return entries.stream().filter(e -> e.topic().equals(topic)).collect(Collectors.groupingBy(Entry::key));
    }

    /** All records read so far on a topic about an entity. */
    public List<Entry> all(String topic, String id) {
        return entries.stream()
                .filter(e -> e.topic().equals(topic) && e.key().equals(id))
                .toList();
    }

    /** How many records the events topic has ever got. */
    public long eventsEnd() {
        return ends(EVENTS);
    }

    /** How many records the dead-letter topics have ever got. */
    public long deadLetters() {
        return ends(EVENTS + ".dlq") + ends(STATE + ".dlq");
    }

    private long ends(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        return consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    public String cleanupPolicy(String topic) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .get("cleanup.policy")
                    .value();
        } catch (ExecutionException e) {
            throw LocalException.failed("the broker does not tell the configuration of " + topic + ": " + e.getCause());
        }
    }

    private Entry entry(ConsumerRecord<String, byte[]> kafkaRecord) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : kafkaRecord.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return new Entry(
                kafkaRecord.topic(),
                kafkaRecord.partition(),
                kafkaRecord.offset(),
                kafkaRecord.key(),
                headers,
                value(kafkaRecord));
    }

    private JsonNode value(ConsumerRecord<String, byte[]> kafkaRecord) {
        try {
            return kafkaRecord.value() == null ? json.nullNode() : json.readTree(kafkaRecord.value());
        } catch (IOException e) {
            throw LocalException.failed("record " + kafkaRecord.topic() + "-" + kafkaRecord.partition() + "@"
                    + kafkaRecord.offset() + " is not JSON: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
