package io.dyff.routes.progress;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Reads from where the database stands, whatever its group has committed: when it is given partitions, when the database
 * has gone back, and when the last poll was not stored.
 */
final class PositionedConsumer extends KafkaConsumer<Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(PositionedConsumer.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    private static final Duration BRIEFLY = Duration.ofMillis(20);
    /** Enough to leave the group; the answer to the last question may take as long as {@code fetchWaitMaxMs}. */
    private static final Duration FAREWELL = Duration.ofMillis(250);

    private final Progress progress;
    private final StateConsumer consumer;
    /** Assigned, and not yet read from where the database stands; paused. */
    private final Set<TopicPartition> unplaced = new HashSet<>();
    /** The last offset of each partition that the last poll returned. */
    private final Map<TopicPartition, Long> returned = new HashMap<>();

    private long lookedAt;

    PositionedConsumer(Properties config, Progress progress, StateConsumer consumer) {
        super(config);
        this.progress = progress;
        this.consumer = consumer;
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new Placing(listener));
    }

    /** Camel has routed all records of the last poll when it asks for the next ones. */
    @Override
    public ConsumerRecords<Object, Object> poll(Duration timeout) {
        returned.keySet().retainAll(assignment());
        if (returned.entrySet().stream().anyMatch(last -> stored(last.getKey()) < last.getValue())) {
            LOG.warn("{}: the last poll was not stored, it is read again", consumer.id());
            unplaced.addAll(assignment());
        }
        returned.clear();
        place();
        ConsumerRecords<Object, Object> records = super.poll(isSuspended() ? BRIEFLY : timeout);
        records.forEach(each -> returned.put(new TopicPartition(each.topic(), each.partition()), each.offset()));
        if (System.nanoTime() - lookedAt > PERIOD.toNanos()) {
            look();
        }
        return records;
    }

    /** True when Camel has paused all that is read, which it does before it ends: nothing will come. */
    private boolean isSuspended() {
        return unplaced.isEmpty() && !assignment().isEmpty() && paused().containsAll(assignment());
    }

    /** Whoever goes on from here does not wait until the broker has answered what is no longer asked. */
    @Override
    public void close() {
        close(CloseOptions.timeout(FAREWELL));
    }

    /** Seeks to where the database stands; while it does not answer, nothing is read. */
    private void place() {
        if (unplaced.isEmpty()) {
            return;
        }
        try {
            Map<Integer, Long> begun = progress.begin(consumer, partitions(unplaced));
            unplaced.forEach(partition -> seekAfter(partition, begun.getOrDefault(partition.partition(), -1L)));
            resume(unplaced);
            unplaced.clear();
        } catch (DataAccessException e) {
            pause(unplaced);
            LOG.warn("{} waits for the database, to know where to begin: {}", consumer.id(), e.getMessage());
        }
    }

    private void seekAfter(TopicPartition partition, long stored) {
        if (stored < 0) {
            seekToBeginning(List.of(partition));
        } else {
            seek(partition, stored + 1);
        }
    }

    /** Looks whether the database has gone back, and moves the positions over what is no record. */
    private void look() {
        try {
            Map<Integer, Position> rows = progress.read(consumer);
            lookedAt = System.nanoTime();
            for (TopicPartition partition : assignment()) {
                Position row = rows.get(partition.partition());
                if (!unplaced.contains(partition) && (row == null ? -1 : row.stateOffset()) < stored(partition)) {
                    LOG.warn("{}: the database has gone back, it is filled again from there", consumer.id());
                    unplaced.addAll(assignment());
                    return;
                }
            }
            progress.pass(consumer, passed());
        } catch (DataAccessException e) {
            // The route says so, as soon as it has something to store.
            LOG.debug("{}: the positions cannot be read: {}", consumer.id(), e.getMessage());
        }
    }

    /**
     * Where partitions stand that gave no records just now. Their last offsets may belong to markers of transactions, and
     * nobody else ever stores those.
     */
    private List<Position> passed() {
        return assignment().stream()
                .filter(partition -> !unplaced.contains(partition) && !returned.containsKey(partition))
                .map(partition -> new Position(partition.partition(), last(partition), -1))
                .filter(position -> position.stateOffset() > progress.stored(consumer, position.partition()))
                .toList();
    }

    private long last(TopicPartition partition) {
        try {
            return position(partition, AT_ONCE) - 1;
        } catch (TimeoutException e) {
            return -1;
        }
    }

    private long stored(TopicPartition partition) {
        return progress.stored(consumer, partition.partition());
    }

    private static List<Integer> partitions(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }

    /** What Camel does at a change of partitions, and then the seeking. */
    private final class Placing implements ConsumerRebalanceListener {
        private final ConsumerRebalanceListener next;

        Placing(ConsumerRebalanceListener next) {
            this.next = next;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            next.onPartitionsAssigned(partitions);
            unplaced.addAll(partitions);
            place();
            lookedAt = 0;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            next.onPartitionsRevoked(partitions);
            partitions.forEach(unplaced::remove);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            next.onPartitionsLost(partitions);
            partitions.forEach(unplaced::remove);
        }
    }
}
