package io.dyff.routes.api.watch;

import io.dyff.routes.host.errors.BadRecordException;
import io.dyff.routes.progress.Position;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.progress.StateConsumer;
import io.dyff.routes.state.EntityVersion;
import io.dyff.routes.state.NewerStateException;
import io.dyff.routes.state.StateRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state topic from where the sink stands, and hands each record on once the sink has stored it: what a stream
 * tells, a GET shows. It reads each partition by itself, in no consumer group, and leaves no position behind.
 */
final class StateReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateReader.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(500);
    /** How often the sink's progress is looked at while it has not stored what was read. */
    private static final Duration WAITING_POLL = Duration.ofMillis(20);

    private static final int MOST_WAITING = 10_000;
    /** Kept when nobody listens: who connects again finds it running. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Properties client;
    private final String topic;
    private final Progress progress;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final Map<Integer, Queue<ConsumerRecord<String, byte[]>>> waiting = new TreeMap<>();
    private volatile Map<Integer, Long> visible = Map.of();
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /** @param client what a client needs to reach the broker */
    StateReader(Properties client, String topic, Progress progress) {
        this.client = client;
        this.topic = topic;
        this.progress = progress;
    }

    /** Done when it hears of everything that becomes visible from then on. */
    CompletableFuture<Void> started() {
        return started;
    }

    /** The newest version of each partition that is visible with all before it, -1 where there is none. */
    Map<Integer, Long> visible() {
        return visible;
    }

    /** Reads until it is closed, the broker or the database fails, or nobody has listened for a while. */
    void read(Consumer<EntityVersion> each, BooleanSupplier unheard) {
        Properties config = new Properties();
        config.putAll(client);
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", "false");
        try (KafkaConsumer<String, byte[]> opened =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer = opened;
            begin(opened);
            long heard = System.nanoTime();
            while (!closed && System.nanoTime() - heard < KEPT.toNanos()) {
                round(opened, each);
                heard = unheard.getAsBoolean() ? heard : System.nanoTime();
            }
        } catch (WakeupException e) {
            LOG.debug("closed", e);
        } catch (RuntimeException e) {
            LOG.warn("the changes of entities cannot be read; streams end: {}", e.toString());
            started.completeExceptionally(e);
        }
    }

    private void begin(KafkaConsumer<String, byte[]> opened) {
        List<TopicPartition> partitions = opened.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        partitions.forEach(p -> waiting.put(p.partition(), new ArrayDeque<>()));
        opened.assign(partitions);
        Map<Integer, Position> stored = stored();
        partitions.forEach(p -> {
            Position position = stored.get(p.partition());
            opened.seek(p, position == null ? 0 : position.stateOffset() + 1);
        });
        started.complete(null);
    }

    private void round(KafkaConsumer<String, byte[]> opened, Consumer<EntityVersion> each) {
        int held = waiting.values().stream().mapToInt(Queue::size).sum();
        if (held > MOST_WAITING) {
            opened.pause(opened.assignment());
        } else {
            opened.resume(opened.paused());
        }
        opened.poll(held == 0 ? IDLE_POLL : WAITING_POLL)
                .forEach(record -> waiting.computeIfAbsent(record.partition(), partition -> new ArrayDeque<>())
                        .add(record));
        if (waiting.values().stream().allMatch(Queue::isEmpty)) {
            return;
        }
        Map<Integer, Position> stored = stored();
        waiting.forEach((partition, records) -> {
            Position position = stored.get(partition);
            while (position != null && !records.isEmpty() && records.peek().offset() <= position.stateOffset()) {
                tell(records.remove(), each);
            }
        });
    }

    private Map<Integer, Position> stored() {
        Map<Integer, Position> stored = progress.read(StateConsumer.SINK);
        Map<Integer, Long> newest = new TreeMap<>();
        waiting.keySet().forEach(partition -> newest.put(partition, -1L));
        stored.forEach((partition, position) -> newest.put(partition, position.eventOffset()));
        visible = newest;
        return stored;
    }

    /** What can be no row was none of the sink's either. */
    private static void tell(ConsumerRecord<String, byte[]> record, Consumer<EntityVersion> each) {
        EntityVersion change;
        try {
            change = EntityVersion.of(StateRecord.of(record));
        } catch (BadRecordException | NewerStateException e) {
            LOG.debug("not told: {}", e.getMessage());
            return;
        }
        each.accept(change);
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }
}
