package io.dyff.routes.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.parts.Broker;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.event.topics.TopicNames;
import io.dyff.routes.event.topics.Topics;
import io.dyff.routes.event.topics.TopicsCommand;
import io.dyff.routes.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One test context's own corner of the shared parts: topics, groups, a database and a folder that nobody else uses. */
public final class TestingSpace {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicInteger TRANSACTIONS = new AtomicInteger();
    private final String name = "t" + COUNT.incrementAndGet();
    private final TopicNames topics = new TopicNames(name + ".events", name + ".state");
    private final Admin admin;
    private final String brokers;
    private final Path folder;
    private final TestingDatabase database;
    private final KafkaProducer<String, byte[]> producer;

    private TestingSpace(Admin admin, Broker broker, TestingDatabase database, Path folder) {
        this.admin = admin;
        this.brokers = broker.bootstrapServers();
        this.folder = folder.resolve(name);
        this.database = database;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all", "max.block.ms", 5000),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    static TestingSpace create(Admin admin, Broker broker, TestingDatabase database, Path folder) {
        TestingSpace space = new TestingSpace(admin, broker, database, folder);
        TopicsCommand.create(admin, space.topics, Topics.PARTITIONS, (short) 1);
        return space;
    }

    /** The settings that make the application use this space. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("dyff.kafka.config.bootstrap-servers", brokers);
        properties.put("dyff.kafka.topics.workflows-events", topics.events());
        properties.put("dyff.kafka.topics.workflows-state", topics.state());
        properties.put("dyff.kafka.group-prefix", name);
        properties.put("dyff.kafka.streams.state-dir", folder.resolve("streams").toString());
        properties.put("dyff.database.url", dataSource().getUrl());
        properties.put("dyff.database.user", TestingDatabase.SERVICES);
        properties.put("dyff.database.password", TestingDatabase.SERVICES_PASSWORD);
        return properties;
    }

    /** Makes an application context use this space, and have it as a bean. */
    public void configure(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("testing", properties()));
        context.getBeanFactory().registerSingleton("testingSpace", this);
    }

    public TopicNames topics() {
        return topics;
    }

    public String brokers() {
        return brokers;
    }

    public Admin admin() {
        return admin;
    }

    /** A folder of the space's own; it need not exist. */
    public Path folder() {
        return folder;
    }

    /** A connection of one's own each time. */
    public DriverManagerDataSource dataSource() {
        return database.dataSource();
    }

    /** Connections that others have used. */
    public DataSource pooled() {
        return database.pooled();
    }

    public JdbcClient jdbc() {
        return database.jdbc();
    }

    /** Produces an event with its envelope and waits for the acknowledgement. */
    public RecordMetadata produce(WorkflowEvent event) {
        byte[] value = event.type().hasBody() ? Json.bytes(event.patch()) : null;
        return produce(topics.events(), event.id(), value, event.recordHeaders(Instant.now()));
    }

    /** Produces any record, well-formed or not. */
    public RecordMetadata produce(
            String topic, @Nullable String key, byte @Nullable [] value, Map<String, String> headers) {
        return send(new ProducerRecord<>(topic, key, value), headers);
    }

    /** Produces to a partition of the caller's choice. */
    public RecordMetadata produce(
            String topic, int partition, String key, byte @Nullable [] value, Map<String, String> headers) {
        return send(new ProducerRecord<>(topic, partition, key, value), headers);
    }

    /** Produces records in one transaction: readers see all of them at once, and so in one poll. */
    public void produceAtOnce(List<ProducerRecord<String, byte[]>> records) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", brokers, "transactional.id", name + "-" + TRANSACTIONS.incrementAndGet());
        try (KafkaProducer<String, byte[]> transactional =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            records.forEach(transactional::send);
            transactional.commitTransaction();
        }
    }

    private RecordMetadata send(ProducerRecord<String, byte[]> produced, Map<String, String> headers) {
        headers.forEach((header, text) -> produced.headers().add(header, text.getBytes(UTF_8)));
        try {
            return producer.send(produced).get(3, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException("not produced to " + produced.topic(), e);
        }
    }

    /** All committed records of a topic, partition by partition, in their order. */
    public List<ConsumerRecord<String, byte[]>> records(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", brokers, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** The committed records of one entity, in their order. */
    public List<ConsumerRecord<String, byte[]>> records(String topic, String id) {
        return records(topic).stream().filter(r -> id.equals(r.key())).toList();
    }

    /** A record's header as text, or null. */
    public static @Nullable String header(ConsumerRecord<?, ?> consumed, String header) {
        Header last = consumed.headers().lastHeader(header);
        return last == null ? null : new String(last.value(), UTF_8);
    }

    /** A record's value as JSON. */
    public static JsonNode json(ConsumerRecord<?, byte[]> consumed) {
        try {
            return Json.parse(consumed.value());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
