package io.dyff.routes.event.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.event.Headers;
import io.dyff.routes.event.topics.DurableProducer;
import io.dyff.routes.event.topics.TopicNames;
import io.dyff.routes.state.WholeTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What was refused, of both topics, as long as it is kept: seven days. */
public final class DeadLetters {
    /** Who replays: the only one whose creations may be of another time. */
    private static final String SOURCE = "/dyff/admin";

    private static final Set<String> OF_THE_LETTER = Set.of(
            Headers.CAUSE, Headers.ORIGIN_TOPIC, Headers.ORIGIN_PARTITION, Headers.ORIGIN_OFFSET, Headers.EVENT_OFFSET);

    private final Properties client;
    private final TopicNames topics;

    /** @param client what a Kafka client needs to reach the broker */
    public DeadLetters(Properties client, TopicNames topics) {
        this.client = client;
        this.topics = topics;
    }

    /** Those that are wanted, oldest first in each partition. */
    public List<Letter> find(Predicate<Letter> wanted) {
        return Stream.of(topics.eventsDeadLetter(), topics.stateDeadLetter())
                .flatMap(topic -> read(topic, wanted).stream())
                .toList();
    }

    private List<Letter> read(String topic, Predicate<Letter> wanted) {
        List<Letter> letters = new ArrayList<>();
        new WholeTopic(client, topic, WholeTopic.Pace.SILENT).read(record -> {
            Letter letter = new Letter(topic, record);
            if (wanted.test(letter)) {
                letters.add(letter);
            }
        });
        return letters;
    }

    /** Whether it can be sent again: an event that is about an entity. States are made rows by a rebuild. */
    public boolean isEvent(Letter letter) {
        return letter.topic().equals(topics.eventsDeadLetter())
                && !letter.entity().isEmpty();
    }

    /**
     * Sends events again, each as it came but for its source: to the end of the events, where the aggregator judges them
     * as they fit now. Those that it refuses again become dead letters again.
     *
     * @param letters for which {@link #isEvent} holds
     */
    public void replay(List<Letter> letters) {
        try (DurableProducer producer = new DurableProducer(client)) {
            letters.forEach(letter -> producer.send(event(letter)));
        }
    }

    private ProducerRecord<String, byte[]> event(Letter letter) {
        ProducerRecord<String, byte[]> event = new ProducerRecord<>(
                topics.events(), letter.entity(), letter.letter().value());
        letter.letter().headers().entrySet().stream()
                .filter(header -> Headers.isOurs(header.getKey()) && !OF_THE_LETTER.contains(header.getKey()))
                .filter(header -> !header.getKey().equals(Headers.CE_SOURCE))
                .forEach(header -> add(event, header));
        add(event, Map.entry(Headers.CE_SOURCE, SOURCE));
        add(event, Map.entry(Headers.REPLAY_OF, letter.position()));
        return event;
    }

    private static void add(ProducerRecord<String, byte[]> event, Map.Entry<String, String> header) {
        event.headers().add(header.getKey(), header.getValue().getBytes(UTF_8));
    }
}
