package io.dyff.routes.state.sink;

import io.dyff.routes.event.topics.ConsumerGroups;
import io.dyff.routes.event.topics.TopicNames;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.host.errors.BadRecordException;
import io.dyff.routes.progress.KnownTopics;
import io.dyff.routes.progress.Position;
import io.dyff.routes.progress.Progress;
import io.dyff.routes.progress.StateConsumer;
import io.dyff.routes.state.EntityVersion;
import io.dyff.routes.state.StateRecord;
import io.dyff.routes.state.StateTopic;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Makes the rows anew from the state topic: into a shadow table without indexes, which then takes the place of the old
 * one, all in a single transaction. It refuses while the sink runs; one that starts meanwhile waits with its first write,
 * and goes on behind what was read here.
 */
public final class RebuildSink {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Properties client;
    private final String state;
    private final String group;
    private final DataSource dataSource;
    private final DataFiles files;
    private final KnownTopics topics;

    /**
     * @param client what a Kafka client needs to reach the broker
     * @param group the sink's consumer group
     */
    public RebuildSink(Properties client, TopicNames names, String group, DataSource dataSource, DataFiles files) {
        this.client = client;
        this.state = names.state();
        this.group = group;
        this.dataSource = dataSource;
        this.files = files;
        this.topics = new KnownTopics(() -> Admin.create(client), names, JdbcClient.create(dataSource), files);
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
        try (Admin admin = Admin.create(client);
                Connection connection = dataSource.getConnection()) {
            ConsumerGroups.requireIdle(admin, group, "the sink");
            // Taken first: when the topics are replaced meanwhile, the sink will notice.
            String ids = topics.live();
            connection.setAutoCommit(false);
            execute(connection, "lock-entity.sql");
            Filled filled = fill(connection);
            Report report = swap(connection, ids, filled);
            connection.commit();
            return report;
        } catch (SQLException e) {
            throw new IllegalStateException("the rebuild failed, the old rows stand: " + e.getMessage(), e);
        }
    }

    private Filled fill(Connection connection) throws SQLException {
        execute(connection, "create-entity-shadow.sql");
        Filled filled = new Filled();
        try (OutputStream copy = new PGCopyOutputStream(
                connection.unwrap(PGConnection.class), files.text("copy-entity-shadow.sql"), BUFFER_BYTES)) {
            new StateTopic(client, state).read(record -> filled.add(record, copy));
        } catch (IOException e) {
            throw new UncheckedIOException("the rebuild failed, the old rows stand: " + e.getMessage(), e);
        }
        execute(connection, "finish-entity-shadow.sql");
        return filled;
    }

    private Report swap(Connection connection, String ids, Filled filled) throws SQLException {
        execute(connection, "swap-entity-shadow.sql");
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        jdbc.sql("delete from progress where consumer = :consumer")
                .param("consumer", StateConsumer.SINK.id())
                .update();
        new Progress(jdbc, files, () -> ids).pass(StateConsumer.SINK, filled.ends.values());
        emptyWhatIsForeign(jdbc, ids);
        long entities =
                jdbc.sql("select count(*) from entity").query(Long.class).single();
        return new Report(filled.records, entities, List.copyOf(filled.refused));
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

    /** What the reading learned on its way. */
    private static final class Filled {
        private final Map<Integer, Position> ends = new TreeMap<>();
        private final List<String> refused = new ArrayList<>();
        private long records;

        void add(StateRecord state, OutputStream copy) {
            records++;
            long event = -1;
            try {
                EntityVersion entity = EntityVersion.of(state);
                copy.write(CopyLine.of(entity));
                event = entity.version();
            } catch (BadRecordException e) {
                refused.add(state.key() + ": " + e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            ends.merge(state.partition(), new Position(state.partition(), state.offset(), event), Position::latest);
        }
    }
}
