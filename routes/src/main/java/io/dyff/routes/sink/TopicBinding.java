package io.dyff.routes.sink;

import io.dyff.routes.topics.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which topics the rows came from. Versions are offsets: those of a re-created topic begin again at 0, and would
 * silently lose against the rows of its predecessor.
 */
public final class TopicBinding {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Admin admin;
    private final TopicNames names;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    public TopicBinding(Admin admin, TopicNames names, DataSource dataSource) {
        this.admin = admin;
        this.names = names;
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    /** Binds an empty database to the topics; refuses one that is bound to others. */
    public void check() {
        Map<String, String> live = liveIds();
        Map<String, String> bound = boundIds();
        if (live.equals(bound)) {
            return;
        }
        if (bound.isEmpty() && isEmpty()) {
            bind(live);
            return;
        }
        throw new IllegalStateException(
                "the rows in the database came from other topics (" + bound + ") than the ones now in Kafka ("
                        + live
                        + "): run `sink rebuild` to make the rows anew from the state topic, or `sink adopt` when the offsets of the"
                        + " topics continue those of the old ones");
    }

    /** Declares that the present topics continue the offsets of the rows. */
    public void adopt() {
        bind(liveIds());
    }

    private void bind(Map<String, String> live) {
        transactions.executeWithoutResult(status -> write(live));
    }

    /** Replaces the binding, within a transaction of the caller. */
    void write(Map<String, String> live) {
        jdbc.sql("delete from topic_binding").update();
        live.forEach((topic, id) -> jdbc.sql("insert into topic_binding (topic, topic_id) values (:topic, :id)")
                .param("topic", topic)
                .param("id", id)
                .update());
    }

    /** The broker's ids of both topics. */
    Map<String, String> liveIds() {
        Map<String, String> ids = new TreeMap<>();
        try {
            admin.describeTopics(List.of(names.events(), names.state()))
                    .allTopicNames()
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
            return ids;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the topics cannot be read (" + e.getMessage() + "): `topics create` makes missing ones", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the topics", e);
        }
    }

    private Map<String, String> boundIds() {
        Map<String, String> ids = new TreeMap<>();
        jdbc.sql("select topic, topic_id from topic_binding").query(rows -> {
            ids.put(rows.getString("topic"), rows.getString("topic_id"));
        });
        return ids;
    }

    private boolean isEmpty() {
        return jdbc.sql("select not exists (select from entity) and not exists (select from sink_progress)")
                .query(Boolean.class)
                .single();
    }
}
