package io.dyff.routes.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.json.Json;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When scheduling may begin, on a real broker. */
class CaughtUpIT {
    private static TestingSpace space;

    @BeforeAll
    static void open() {
        space = TestingPlatform.space();
    }

    @Test
    void shouldBeReachedAtOnceWhenThereIsNothingToRead() throws Exception {
        CaughtUp caughtUp = new CaughtUp(space.brokers(), space.topics().eventsDeadLetter(), "g1");
        assertThat(caughtUp.look()).isTrue();
        assertThat(caughtUp.look()).isFalse();
        assertThat(caughtUp.isReached()).isTrue();
    }

    /** The last offsets of the partition are markers of transactions: no record has them. */
    @Test
    void shouldBeReachedWhenTheLastRecordIsCommitted() throws Exception {
        String topic = space.topics().state();
        produceInTransactions(topic, 3);
        CaughtUp caughtUp = new CaughtUp(space.brokers(), topic, "g2");
        assertThat(caughtUp.look()).isFalse();
        assertThat(caughtUp.isReached()).isFalse();
        consume(topic, "g2", 3);
        assertThat(caughtUp.look()).isTrue();
    }

    private static void produceInTransactions(String topic, int count) {
        Map<String, Object> config = Map.of("bootstrap.servers", space.brokers(), "transactional.id", "caught-up");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int n = 0; n < count; n++) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, 0, "k", Json.bytes(Json.object())));
                producer.commitTransaction();
            }
        }
    }

    /** Commits the offset after the last record, as the route does. */
    private static void consume(String topic, String group, int count) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers",
                space.brokers(),
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "isolation.level",
                "read_committed"));
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(java.util.List.of(topic));
            int seen = 0;
            while (seen < count) {
                for (var polled : consumer.poll(Duration.ofMillis(200))) {
                    seen++;
                    consumer.commitSync(Map.of(
                            new org.apache.kafka.common.TopicPartition(topic, polled.partition()),
                            new org.apache.kafka.clients.consumer.OffsetAndMetadata(polled.offset() + 1)));
                }
            }
        }
    }
}
