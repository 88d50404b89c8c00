package io.dyff.routes.erase;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.erase.Traces.Place;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.event.topics.BrokerAnswer;
import io.dyff.routes.event.topics.DurableProducer;
import io.dyff.routes.json.Json;
import io.dyff.routes.state.StateRecord;
import io.dyff.routes.state.WholeTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Erases an entity for good: its state by an event, as all that changes it, and then what lies beside. Each step may be
 * repeated.
 */
public final class Erasure {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SOURCE = "/dyff/admin";

    private final Properties client;
    private final List<String> topics;
    private final Leftovers leftovers;
    private final Clock clock;

    /**
     * @param client what a Kafka client needs to reach the broker
     * @param topics those that may hold the entity; the first is that of the events
     */
    public Erasure(Properties client, List<String> topics, Leftovers leftovers, Clock clock) {
        this.client = client;
        this.topics = List.copyOf(topics);
        this.leftovers = leftovers;
        this.clock = clock;
    }

    public Leftovers.Stand stand(String id) {
        return leftovers.stand(id);
    }

    /** Where anything of it is found now; each place is read to its end. */
    public Traces find(String id) {
        List<Place> records = topics.stream().map(topic -> records(topic, id)).toList();
        return new Traces(leftovers.rows(id), leftovers.urls(id), records);
    }

    /**
     * Has the aggregator forget it, waits until the row is gone, and deletes the rest.
     *
     * @throws IllegalStateException when the row stays for a minute: dead letters say why
     */
    public void erase(String id) {
        if (!stand(id).isForgotten()) {
            announce(id);
            await(id);
        }
        leftovers.deleteRows(id);
        leftovers.deleteFiles(id);
    }

    private void announce(String id) {
        WorkflowEvent event = WorkflowEvent.of(id, EventType.FORGOTTEN, SOURCE, Json.object());
        ProducerRecord<String, byte[]> produced = new ProducerRecord<>(topics.getFirst(), id, null);
        event.recordHeaders(clock.instant())
                .forEach((name, text) -> produced.headers().add(name, text.getBytes(UTF_8)));
        try (DurableProducer producer = new DurableProducer(client)) {
            producer.send(produced);
        }
    }

    private void await(String id) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!stand(id).isForgotten()) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(
                        "the entity " + id + " is still there after a minute; `deadletters list --entity " + id
                                + "` says why, if it was refused");
            }
            BrokerAnswer.pause();
        }
    }

    private Place records(String topic, String id) {
        List<Boolean> own = new ArrayList<>();
        new WholeTopic(client, topic, WholeTopic.Pace.SILENT).read(record -> {
            if (record.value() != null && names(record, id)) {
                own.add(id.equals(record.key()));
            }
        });
        long ours = own.stream().filter(one -> one).count();
        return new Place(topic, ours, own.size() - ours);
    }

    /** Of a forgotten one the store keeps that it was: that is no trace of what it held. */
    private static boolean names(StateRecord record, String id) {
        byte[] value = Objects.requireNonNull(record.value());
        return id.equals(record.key()) ? !isMark(value) : new String(value, UTF_8).contains(id);
    }

    private static boolean isMark(byte[] value) {
        return new String(value, UTF_8).endsWith("\n{}");
    }
}
