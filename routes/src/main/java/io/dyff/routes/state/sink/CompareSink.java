package io.dyff.routes.state.sink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.topics.BrokerAnswer;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.json.Json;
import io.dyff.routes.progress.Position;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.progress.StateConsumer;
import io.dyff.routes.state.WholeTopic;
import io.dyff.routes.state.facet.Facets;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Holds every row against the newest state of its entity in the topic, while the platform runs; nothing is changed. */
public final class CompareSink {
    /** What rows are found by follows from the rest of them. */
    private static final Facets NO_FILTERS = new Facets("", Map.of());

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final WholeTopic topic;
    private final DataSource dataSource;
    private final DataFiles files;

    public CompareSink(WholeTopic topic, DataSource dataSource, DataFiles files) {
        this.topic = topic;
        this.dataSource = dataSource;
        this.files = files;
    }

    /**
     * An entity whose row is not what the topic says.
     *
     * @param topic version in the topic, absent where it has none
     * @param row version of the row, absent where there is none
     * @param what the difference, in words
     */
    public record Difference(
            String id, @Nullable Long topic, @Nullable Long row, String what) {}

    /**
     * What a comparison found.
     *
     * @param records read from the state topic
     * @param differing how many entities differ
     * @param first the first hundred of them, by id
     * @param behind partitions whose states the sink has not stored after a minute
     * @param refused records that can be no rows, and why
     */
    public record Report(
            long records, long differing, List<Difference> first, Set<Integer> behind, List<String> refused) {
        public boolean isEqual() {
            return differing == 0 && behind.isEmpty();
        }
    }

    public Report run() {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(files.text("create-entity-compared.sql"));
            }
            Shadow shadow = Shadow.fill(connection, topic, files, NO_FILTERS);
            Set<Integer> behind = awaitStored(shadow.ends());
            Report report = compare(connection, shadow, behind);
            connection.rollback();
            return report;
        } catch (SQLException e) {
            throw new IllegalStateException("the comparison failed: " + e.getMessage(), e);
        }
    }

    private Report compare(Connection connection, Shadow shadow, Set<Integer> behind) {
        ObjectNode ends = Json.object();
        shadow.ends().forEach((partition, end) -> ends.put(String.valueOf(partition), end.eventOffset()));
        long[] total = {0};
        List<Difference> first = JdbcClient.create(new SingleConnectionDataSource(connection, true))
                .sql(files.text("compare-entity-shadow.sql"))
                .param("ends", new String(Json.bytes(ends), StandardCharsets.UTF_8))
                .query((row, number) -> {
                    total[0] = row.getLong("total");
                    return new Difference(
                            row.getString("id"),
                            row.getObject("topic_version", Long.class),
                            row.getObject("row_version", Long.class),
                            row.getString("difference"));
                })
                .list();
        return new Report(shadow.records(), total[0], first, behind, shadow.refused());
    }

    /** Waits until the sink has stored what was read; answers the partitions where it has not. */
    private Set<Integer> awaitStored(Map<Integer, Position> ends) {
        Progress progress = new Progress(JdbcClient.create(dataSource), files, () -> "");
        long limit = System.nanoTime() + PATIENCE.toNanos();
        Set<Integer> behind = behind(ends, progress);
        while (!behind.isEmpty() && System.nanoTime() < limit) {
            BrokerAnswer.pause();
            behind = behind(ends, progress);
        }
        return behind;
    }

    private static Set<Integer> behind(Map<Integer, Position> ends, Progress progress) {
        Map<Integer, Position> stored = progress.read(StateConsumer.SINK);
        return ends.values().stream()
                .filter(end -> {
                    Position position = stored.get(end.partition());
                    return position == null || position.stateOffset() < end.stateOffset();
                })
                .map(Position::partition)
                .collect(Collectors.toSet());
    }
}
