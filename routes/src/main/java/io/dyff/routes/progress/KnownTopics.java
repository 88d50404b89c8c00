package io.dyff.routes.progress;

import static java.util.Objects.requireNonNull;

import io.dyff.routes.event.topics.TopicNames;
import io.dyff.routes.host.data.DataFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether the rows came from the topics of now. Versions are offsets: those of a re-created topic begin again at 0, and
 * would silently lose against the rows of its predecessor.
 */
public final class KnownTopics {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<Admin> admin;
    private final TopicNames names;
    private final JdbcClient jdbc;
    private final DataFiles files;

    /**
     * @param admin makes a client of the broker, which is closed after each use
     */
    public KnownTopics(Supplier<Admin> admin, TopicNames names, JdbcClient jdbc, DataFiles files) {
        this.admin = admin;
        this.names = names;
        this.jdbc = jdbc;
        this.files = files;
    }

    /**
     * Checks, before a consumer starts, what it would write to.
     *
     * @throws IllegalStateException which names the ways on
     */
    public void check(StateConsumer consumer) {
        checkAccounts();
        if (isEmpty(consumer.table())) {
            // An emptied table has lost what its positions stand for; a new one has none.
            jdbc.sql("delete from progress where consumer = :consumer")
                    .param("consumer", consumer.id())
                    .update();
            return;
        }
        List<String> known = jdbc.sql("select distinct topic_ids from progress where consumer = :consumer")
                .param("consumer", consumer.id())
                .query(String.class)
                .list();
        String live = live();
        if (!known.equals(List.of(live))) {
            throw new IllegalStateException("the rows of " + consumer.table() + " came from other topics (" + known
                    + ") than the ones now in Kafka (" + live
                    + "): run `sink rebuild` to make the rows anew from the state topic, or `sink adopt` when the"
                    + " offsets of the events topic continue those of the old one");
        }
    }

    /** Accounts and their keys stand in the database alone. */
    private void checkAccounts() {
        if (isEmpty("account") && hasStates()) {
            throw new IllegalStateException("the topic " + names.state()
                    + " holds entities, but the database has no account: accounts and their keys are on no topic."
                    + " Restore a copy of the database that has them (what it lacks of the entities is read again), or"
                    + " make one with `account create`");
        }
    }

    /** Declares that the present topics continue the offsets of the rows. */
    public void adopt() {
        jdbc.sql(files.text("adopt-topics.sql")).param("topicIds", live()).update();
    }

    /** The broker's ids of both topics, in the order of their names, with a dot between. */
    public String live() {
        return topics().values().stream()
                .map(topic -> topic.topicId().toString())
                .collect(Collectors.joining("."));
    }

    private Map<String, TopicDescription> topics() {
        try (Admin broker = admin.get()) {
            return new TreeMap<>(get(
                    broker.describeTopics(List.of(names.events(), names.state()))
                            .allTopicNames(),
                    ": `topics create` makes missing ones"));
        }
    }

    private boolean hasStates() {
        return stateEnds().values().stream().anyMatch(end -> end > 0);
    }

    /** The offset after the last committed record of each partition of the state topic, now. */
    public Map<Integer, Long> stateEnds() {
        int partitions =
                requireNonNull(topics().get(names.state())).partitions().size();
        Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(n -> new TopicPartition(names.state(), n), n -> OffsetSpec.latest()));
        try (Admin broker = admin.get()) {
            ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
            return get(broker.listOffsets(wanted, committed).all(), "").entrySet().stream()
                    .collect(Collectors.toMap(
                            end -> end.getKey().partition(),
                            end -> end.getValue().offset()));
        }
    }

    private boolean isEmpty(String table) {
        return jdbc.sql("select not exists (select from " + table + ")")
                .query(Boolean.class)
                .single();
    }

    private static <T> T get(KafkaFuture<T> answer, String hint) {
        try {
            return answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics cannot be read (" + e.getMessage() + ")" + hint, e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the topics", e);
        }
    }
}
