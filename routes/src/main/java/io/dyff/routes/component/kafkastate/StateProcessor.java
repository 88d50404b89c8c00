package io.dyff.routes.component.kafkastate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.event.Headers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the route about each event, and carries out its answer. */
final class StateProcessor implements Processor<String, byte[], String, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(StateProcessor.class);
    /** The topic takes 8 MiB with key, headers and framing; a larger record would end the thread. */
    private static final int MAX_VALUE_BYTES = (8 << 20) - (64 << 10);

    private final String topic;
    private final int partitions;
    private final StateTopology.Route route;
    private final CommitPace pace;
    private final Runnable commit = () -> context().commit();
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable KeyValueStore<String, byte[]> store;

    StateProcessor(String topic, int partitions, StateTopology.Route route, CommitPace pace) {
        this.topic = topic;
        this.partitions = partitions;
        this.route = route;
        this.pace = pace;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.store = context.getStateStore(StateTopology.STORE);
    }

    @Override
    public void process(Record<String, byte[]> event) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        StateAnswer answer = isForeign(event.key(), at.partition())
                ? StateAnswer.refused("foreign partitioner: the key belongs to partition " + home(event.key()))
                : ask(event, at);
        if (sizeOf(answer.change()) > MAX_VALUE_BYTES) {
            answer = StateAnswer.refused("the state would have " + sizeOf(answer.change()) + " bytes");
        }
        apply(event, answer.change());
        String refusal = answer.refusal();
        if (refusal != null) {
            LOG.warn(
                    "event refused topic={} partition={} offset={} key={} cause={}",
                    topic,
                    at.partition(),
                    at.offset(),
                    event.key(),
                    refusal);
            context().forward(deadLetter(event, at, refusal, answer.refusalHeaders()), StateTopology.DEAD_LETTER);
        }
        pace.changed(context().currentSystemTimeMs(), commit);
    }

    /** Whatever goes wrong in the route is the event's fault: an exception here would end the aggregation. */
    private StateAnswer ask(Record<String, byte[]> event, RecordMetadata at) {
        try {
            return route.ask(new StateEvent(
                    event.key(),
                    event.value(),
                    texts(event),
                    at.partition(),
                    at.offset(),
                    Instant.ofEpochMilli(event.timestamp()),
                    event.key() == null ? null : store().get(event.key())));
        } catch (BrokenStateException e) {
            throw e;
        } catch (Exception e) {
            LOG.debug("the route refused an event", e);
            return StateAnswer.refused(String.valueOf(e.getMessage()));
        }
    }

    private void apply(Record<String, byte[]> event, StateChange change) {
        switch (change) {
            case StateChange.Store(byte[] stored, byte @Nullable [] published, Map<String, String> headers) -> {
                store().put(event.key(), stored);
                publish(event, published, headers);
            }
            case StateChange.Publish(byte @Nullable [] published, Map<String, String> headers) ->
                publish(event, published, headers);
            case StateChange.Keep keep -> {}
        }
    }

    private void publish(Record<String, byte[]> event, byte @Nullable [] value, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
        context().forward(new Record<>(event.key(), value, event.timestamp(), all), StateTopology.STATE);
    }

    private Record<String, byte[]> deadLetter(
            Record<String, byte[]> event, RecordMetadata at, String cause, Map<String, String> more) {
        RecordHeaders all = new RecordHeaders(event.headers());
        Map<String, String> ours = new HashMap<>(more);
        ours.put(Headers.CAUSE, cause);
        ours.put(Headers.ORIGIN_TOPIC, topic);
        ours.put(Headers.ORIGIN_PARTITION, Integer.toString(at.partition()));
        ours.put(Headers.ORIGIN_OFFSET, Long.toString(at.offset()));
        ours.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
        return new Record<>(event.key(), event.value(), event.timestamp(), all);
    }

    /** Another partitioner would give one entity two places, and so two half-states. */
    private boolean isForeign(@Nullable String key, int partition) {
        return key != null && home(key) != partition;
    }

    private int home(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }

    private static int sizeOf(StateChange change) {
        return switch (change) {
            case StateChange.Store stored -> stored.stored().length;
            case StateChange.Publish published -> published.published() == null ? 0 : published.published().length;
            case StateChange.Keep keep -> 0;
        };
    }

    private static Map<String, String> texts(Record<String, byte[]> event) {
        Map<String, String> texts = new HashMap<>();
        event.headers().forEach(header -> {
            if (header.value() != null) {
                texts.put(header.key(), new String(header.value(), UTF_8));
            }
        });
        return texts;
    }

    private ProcessorContext<String, byte[]> context() {
        return Objects.requireNonNull(context, "init comes first");
    }

    private KeyValueStore<String, byte[]> store() {
        return Objects.requireNonNull(store, "init comes first");
    }
}
