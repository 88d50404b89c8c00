package io.dyff.routes.sink;

import static java.util.Objects.requireNonNull;

import io.dyff.routes.errors.BadRecordException;
import io.dyff.routes.topics.TopicNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Makes the rows anew from the state topic: into a shadow table without indexes, which then takes the place of the old
 * one in a single transaction. The sink must not run meanwhile; afterwards it goes on where it was.
 */
public final class RebuildSink {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Properties client;
    private final TopicNames names;
    private final String group;
    private final DataSource dataSource;

    /**
     * @param client what a Kafka client needs to reach the broker
     * @param group the sink's consumer group
     */
    public RebuildSink(Properties client, TopicNames names, String group, DataSource dataSource) {
        this.client = client;
        this.names = names;
        this.group = group;
        this.dataSource = dataSource;
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
            refuseWhileTheSinkRuns(admin);
            // Taken first: when the topics are replaced meanwhile, the sink will notice.
            Map<String, String> ids = new TopicBinding(admin, names, dataSource).liveIds();
            Filled filled = fill(connection);
            return swap(connection, ids, filled);
        } catch (SQLException e) {
            throw new IllegalStateException("the rebuild failed, the old rows stand: " + e.getMessage(), e);
        }
    }

    private Filled fill(Connection connection) throws SQLException {
        execute(connection, "create-entity-shadow.sql");
        Filled filled = new Filled();
        try (OutputStream copy = new PGCopyOutputStream(
                connection.unwrap(PGConnection.class), text("copy-entity-shadow.sql"), BUFFER_BYTES)) {
            new StateTopic(client, names.state()).read(state -> filled.add(state, copy));
        } catch (IOException e) {
            throw new UncheckedIOException("the rebuild failed, the old rows stand: " + e.getMessage(), e);
        }
        execute(connection, "finish-entity-shadow.sql");
        return filled;
    }

    private Report swap(Connection connection, Map<String, String> ids, Filled filled) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, "swap-entity-shadow.sql");
        replace(
                connection,
                "sink_progress",
                "insert into sink_progress (partition, event_offset) values (?, ?)",
                filled.progress);
        replace(connection, "topic_binding", "insert into topic_binding (topic, topic_id) values (?, ?)", ids);
        long entities = count(connection);
        connection.commit();
        connection.setAutoCommit(true);
        return new Report(filled.records, entities, List.copyOf(filled.refused));
    }

    private static void replace(Connection connection, String table, String insert, Map<?, ?> rows)
            throws SQLException {
        try (Statement delete = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            delete.executeUpdate("delete from " + table);
            for (Map.Entry<?, ?> row : rows.entrySet()) {
                statement.setObject(1, row.getKey());
                statement.setObject(2, row.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from entity")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void refuseWhileTheSinkRuns(Admin admin) {
        try {
            ConsumerGroupDescription description = requireNonNull(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (!description.members().isEmpty()) {
                throw new IllegalStateException("the sink runs (consumer group " + group + " has "
                        + description.members().size() + " members): stop it first");
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw new IllegalStateException("the broker refused: " + e.getMessage(), e);
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while talking to the broker", e);
        }
    }

    private static void execute(Connection connection, String file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text(file));
        }
    }

    private static String text(String file) {
        try (InputStream in = RebuildSink.class.getResourceAsStream("/dyff/" + file)) {
            if (in == null) {
                throw new IllegalStateException("dyff/" + file + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the reading learned on its way. */
    private static final class Filled {
        private final Map<Integer, Long> progress = new TreeMap<>();
        private final List<String> refused = new ArrayList<>();
        private long records;

        void add(StateRecord state, OutputStream copy) {
            records++;
            try {
                EntityRow row = EntityRow.of(state);
                copy.write(CopyLine.of(row));
                progress.merge(row.partition(), row.version(), Math::max);
            } catch (BadRecordException e) {
                refused.add(state.key() + ": " + e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
