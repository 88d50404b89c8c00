package io.dyff.routes.state.sink;

import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.progress.KnownTopics;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.progress.StateConsumer;
import io.dyff.routes.state.WholeTopic;
import io.dyff.routes.state.facet.Facets;
import io.dyff.routes.state.facet.Filters;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Makes the rows anew from the state topic: into a shadow table without indexes, which then takes the place of the old
 * one, all in a single transaction. The platform may run: readers see the old rows until then, and the sink waits with its
 * next write and goes on behind what was read here.
 */
public final class RebuildSink {
    private final WholeTopic topic;
    private final KnownTopics topics;
    private final DataSource dataSource;
    private final DataFiles files;

    /**
     * @param topic the state topic
     * @param topics the ids of all topics
     */
    public RebuildSink(WholeTopic topic, KnownTopics topics, DataSource dataSource, DataFiles files) {
        this.topic = topic;
        this.topics = topics;
        this.dataSource = dataSource;
        this.files = files;
    }

    /**
     * What a rebuild did.
     *
     * @param records read from the state topic
     * @param entities now in the table
     * @param refused records that can be no rows, and why
     */
    public record Report(long records, long entities, List<String> refused) {}

    public Report run() {
        try (Connection connection = dataSource.getConnection()) {
            // Taken first: when the topics are replaced meanwhile, the sink will notice.
            String ids = topics.live();
            connection.setAutoCommit(false);
            execute(connection, "lock-entity.sql");
            execute(connection, "create-entity-shadow.sql");
            // Whoever changes them waits for the same lock.
            Facets facets =
                    new Filters(Kinds.standard(), new SingleConnectionDataSource(connection, true), files).facets();
            Shadow shadow = Shadow.fill(connection, topic, files, facets);
            execute(connection, "finish-entity-shadow.sql");
            Report report = swap(connection, ids, shadow);
            connection.commit();
            return report;
        } catch (SQLException e) {
            throw new IllegalStateException("the rebuild failed, the old rows stand: " + e.getMessage(), e);
        }
    }

    private Report swap(Connection connection, String ids, Shadow shadow) throws SQLException {
        execute(connection, "swap-entity-shadow.sql");
        // Grants are the old table's.
        execute(connection, "grant-services.sql");
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        jdbc.sql("delete from progress where consumer = :consumer")
                .param("consumer", StateConsumer.SINK.id())
                .update();
        new Progress(jdbc, files, () -> ids)
                .pass(StateConsumer.SINK, shadow.ends().values());
        emptyWhatIsForeign(jdbc, ids);
        long entities =
                jdbc.sql("select count(*) from entity").query(Long.class).single();
        return new Report(shadow.records(), entities, shadow.refused());
    }

    /** Rows of the orchestrator that came from other topics go: it fills its table again by itself. */
    private static void emptyWhatIsForeign(JdbcClient jdbc, String ids) {
        boolean ours = jdbc.sql(
                        "select coalesce(bool_and(topic_ids = :ids), false) from progress where consumer = :consumer")
                .param("ids", ids)
                .param("consumer", StateConsumer.ORCHESTRATE.id())
                .query(Boolean.class)
                .single();
        if (!ours) {
            jdbc.sql("truncate admission").update();
        }
    }

    private void execute(Connection connection, String file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(files.text(file));
        }
    }
}
