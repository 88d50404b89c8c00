package io.dyff.routes.component.kafkastate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.routes.event.Headers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTopologyTest {
    @TempDir
    Path folder;

    private StateTopology.Route route = event -> StateAnswer.of(new StateChange.Keep());
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> events;
    private TestOutputTopic<String, byte[]> states;
    private TestOutputTopic<String, byte[]> letters;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        // The driver's topics have one partition: so every key is at home there.
        driver = new TopologyTestDriver(
                StateTopology.build(
                        "events", "state", "dlq", 1, new CommitPace(Duration.ofMillis(25)), event -> route.ask(event)),
                properties);
        events = driver.createInputTopic("events", new StringSerializer(), new ByteArraySerializer());
        states = driver.createOutputTopic("state", new StringDeserializer(), new ByteArrayDeserializer());
        letters = driver.createOutputTopic("dlq", new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldHandTheStoredBytesToTheNextEventOfTheKey() {
        route = event -> StateAnswer.of(new StateChange.Store(
                (text(event.current()) + text(event.value())).getBytes(UTF_8), event.value(), Map.of("h", "1")));
        events.pipeInput("k", bytes("a"));
        events.pipeInput("k", bytes("b"));
        assertThat(driver.getKeyValueStore(StateTopology.STORE).get("k")).isEqualTo(bytes("-ab"));
        assertThat(states.readRecord().value()).isEqualTo(bytes("a"));
        TestRecord<String, byte[]> second = states.readRecord();
        assertThat(second.value()).isEqualTo(bytes("b"));
        assertThat(header(second, "h")).isEqualTo("1");
        assertThat(letters.isEmpty()).isTrue();
    }

    @Test
    void shouldWriteATombstoneForWhatHasNothingToPublish() {
        route = event -> StateAnswer.of(
                event.current() == null
                        ? new StateChange.Store(bytes("s"), bytes("p"), Map.of())
                        : new StateChange.Store(bytes("gone"), null, Map.of("h", "2")));
        events.pipeInput("k", bytes("a"));
        events.pipeInput("k", bytes("b"));
        states.readRecord();
        TestRecord<String, byte[]> tombstone = states.readRecord();
        assertThat(tombstone.value()).isNull();
        assertThat(header(tombstone, "h")).isEqualTo("2");
        assertThat(driver.getKeyValueStore(StateTopology.STORE).get("k")).isEqualTo(bytes("gone"));
    }

    @Test
    void shouldPublishWithoutStoring() {
        route = event -> StateAnswer.of(new StateChange.Publish(bytes("again"), Map.of()));
        events.pipeInput("k", bytes("a"));
        assertThat(states.readRecord().value()).isEqualTo(bytes("again"));
        assertThat(driver.getKeyValueStore(StateTopology.STORE).get("k")).isNull();
    }

    @Test
    void shouldKeepTheEventAndItsOriginInTheDeadLetter() {
        route = event -> {
            throw new IllegalArgumentException("no good");
        };
        TestRecord<String, byte[]> event = new TestRecord<>("k", bytes("a"));
        event.headers().add("ce_id", bytes("7"));
        events.pipeInput(event);
        TestRecord<String, byte[]> letter = letters.readRecord();
        assertThat(letter.value()).isEqualTo(bytes("a"));
        assertThat(header(letter, "ce_id")).isEqualTo("7");
        assertThat(header(letter, Headers.CAUSE)).isEqualTo("no good");
        assertThat(header(letter, Headers.ORIGIN_TOPIC)).isEqualTo("events");
        assertThat(header(letter, Headers.ORIGIN_PARTITION)).isEqualTo("0");
        assertThat(header(letter, Headers.ORIGIN_OFFSET)).isEqualTo("0");
        assertThat(states.isEmpty()).isTrue();
    }

    @Test
    void shouldGoOnAfterADeadLetter() {
        route = event -> {
            if (text(event.value()).equals("bad")) {
                throw new IllegalArgumentException("bad");
            }
            return StateAnswer.of(new StateChange.Store(event.value(), event.value(), Map.of()));
        };
        events.pipeInput("k", bytes("bad"));
        events.pipeInput("k", bytes("good"));
        assertThat(states.readRecord().value()).isEqualTo(bytes("good"));
    }

    @Test
    void shouldRefuseAStateThatTheTopicWouldNotTake() {
        route = event -> StateAnswer.of(new StateChange.Store(new byte[8 << 20], new byte[8 << 20], Map.of()));
        events.pipeInput("k", bytes("a"));
        assertThat(header(letters.readRecord(), Headers.CAUSE)).contains("8388608 bytes");
        assertThat(states.isEmpty()).isTrue();
    }

    @Test
    void shouldStopWhenTheStoreIsAtFault() {
        route = event -> {
            throw new BrokenStateException("version 99");
        };
        assertThatThrownBy(() -> events.pipeInput("k", bytes("a")))
                .isInstanceOf(StreamsException.class)
                .hasRootCauseInstanceOf(BrokenStateException.class);
        assertThat(letters.isEmpty()).isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "-" : new String(bytes, UTF_8);
    }

    private static String header(TestRecord<String, byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }
}
