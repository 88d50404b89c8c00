package io.dyff.routes.progress;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The positions of the consumers of the state topic, in the table {@code progress}. What this process knows to be stored
 * stands in memory too: only from there on may the table move, so that an older copy of it is noticed.
 */
public final class Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long NOTHING = -1;

    private final JdbcClient jdbc;
    private final DataFiles files;
    private final Supplier<String> topicIds;
    private final Map<Key, Long> stored = new ConcurrentHashMap<>();
    private final Set<StateConsumer> lost = ConcurrentHashMap.newKeySet();

    private record Key(StateConsumer consumer, int partition) {}

    /**
     * @param topicIds of the topics, as {@link KnownTopics#live()} says them
     */
    public Progress(JdbcClient jdbc, DataFiles files, Supplier<String> topicIds) {
        this.jdbc = jdbc;
        this.files = files;
        this.topicIds = topicIds;
    }

    /**
     * Stores where these records end. It is the last step of the transaction that stores their effect; without one it is
     * a transaction of its own.
     *
     * @param records exchanges of a Kafka consumer
     * @throws PositionLost when the database is behind; the transaction must not commit
     */
    public void store(StateConsumer consumer, List<Exchange> records) {
        move(consumer, Position.after(records));
    }

    /** Stores where records end that have no effect: dead letters, and what lies between records. */
    public void pass(StateConsumer consumer, Collection<Position> positions) {
        try {
            move(consumer, positions);
        } catch (PositionLost e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    private void move(StateConsumer consumer, Collection<Position> positions) {
        if (positions.isEmpty()) {
            return;
        }
        Long moved = jdbc.sql(files.text("upsert-progress.sql"))
                .param("consumer", consumer.id())
                .param("topicIds", topicIds.get())
                .param("positions", json(consumer, positions))
                .query(Long.class)
                .single();
        if (moved != positions.size()) {
            lost.add(consumer);
            throw new PositionLost(consumer);
        }
        afterCommit(() -> positions.forEach(
                position -> stored.merge(new Key(consumer, position.partition()), position.stateOffset(), Math::max)));
    }

    private static void afterCommit(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    private String json(StateConsumer consumer, Collection<Position> positions) {
        ArrayNode rows = Json.mapper().createArrayNode();
        positions.forEach(position -> rows.addObject()
                .put("partition", position.partition())
                .put("after", stored(consumer, position.partition()))
                .put("state_offset", position.stateOffset())
                .put("event_offset", position.eventOffset()));
        return new String(Json.bytes(rows), StandardCharsets.UTF_8);
    }

    /** The state offset up to which this process knows a partition to be stored, -1 when nothing is. */
    long stored(StateConsumer consumer, int partition) {
        return stored.getOrDefault(new Key(consumer, partition), NOTHING);
    }

    /** Takes over where the database stands with these partitions, be it behind or ahead of what was known. */
    Map<Integer, Long> begin(StateConsumer consumer, Collection<Integer> partitions) {
        Map<Integer, Position> rows = read(consumer);
        Map<Integer, Long> begun = new TreeMap<>();
        for (int partition : partitions) {
            Position row = rows.get(partition);
            begun.put(partition, row == null ? NOTHING : row.stateOffset());
        }
        lost.remove(consumer);
        begun.forEach((partition, offset) -> stored.put(new Key(consumer, partition), offset));
        return begun;
    }

    /** Where the database stands, by partition; those that nothing is stored of are missing. */
    public Map<Integer, Position> read(StateConsumer consumer) {
        Map<Integer, Position> rows = new TreeMap<>();
        jdbc.sql(files.text("select-progress.sql"))
                .param("consumer", consumer.id())
                .query(row -> {
                    int partition = row.getInt("partition");
                    rows.put(
                            partition,
                            new Position(partition, row.getLong("state_offset"), row.getLong("event_offset")));
                });
        return rows;
    }

    /** True from when the database was found behind, until it is read from there. */
    public boolean isLost(StateConsumer consumer) {
        return lost.contains(consumer);
    }

    /** True when the database stands behind what this process knows to be stored: an older copy of it was put back. */
    public boolean isBehind(StateConsumer consumer) {
        Map<Integer, Position> rows = read(consumer);
        return stored.entrySet().stream()
                .filter(known -> known.getKey().consumer() == consumer)
                .anyMatch(known -> {
                    Position row = rows.get(known.getKey().partition());
                    return known.getValue() > (row == null ? NOTHING : row.stateOffset());
                });
    }

    /** The ids of the topics that all positions belong to. */
    public String topicIds() {
        return topicIds.get();
    }
}
