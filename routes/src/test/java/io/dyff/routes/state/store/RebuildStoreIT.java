package io.dyff.routes.state.store;

import static io.dyff.routes.testing.TestingEntities.created;
import static io.dyff.routes.testing.TestingEntities.evaluation;
import static io.dyff.routes.testing.TestingEntities.forgotten;
import static io.dyff.routes.testing.TestingEntities.labels;
import static io.dyff.routes.testing.TestingEntities.status;
import static io.dyff.routes.testing.TestingSpace.header;
import static io.dyff.routes.testing.TestingSpace.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.Host;
import io.dyff.routes.component.kafkastate.Changelog;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import io.dyff.routes.state.WholeTopic;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The aggregator without what it has stored. */
class RebuildStoreIT {
    private final TestingSpace space = TestingPlatform.space();
    private final Properties client = client();
    private final String group = space.properties().get("dyff.kafka.group-prefix") + ".aggregate-entity";
    private final Changelog changelog =
            new Changelog(group, space.topics().events(), space.topics().state(), 12);

    private final String running = TestingEntities.id();
    private final String erased = TestingEntities.id();
    private final String longAgo = TestingEntities.id();

    @Test
    void shouldGoOnFromTheStateTopicAloneWhenChangelogFolderAndPositionsAreLost() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            fill();
            assertThatThrownBy(this::rebuild).hasMessageContaining("the aggregator runs");
        }
        awaitIdle();
        space.admin().deleteTopics(List.of(changelog.topic())).all().get();
        space.admin().deleteConsumerGroups(List.of(group)).all().get();
        await().atMost(180, SECONDS).until(() -> !changelog.exists(space.admin()));
        assertThatThrownBy(this::start).hasStackTraceContaining("`aggregate rebuild` makes them again");
        assertThat(space.records(space.topics().eventsDeadLetter())).isEmpty();

        RebuildStore.Report report = rebuild();
        assertThat(report.entities()).isEqualTo(41);
        assertThat(report.refused()).isEmpty();
        try (ConfigurableApplicationContext context = start()) {
            shouldFoldOn();
        }
    }

    @Test
    void shouldNotStartWhereItsPositionsAreLost() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            fill();
        }
        awaitIdle();
        TopicPartition home = home(running);
        space.admin()
                .deleteConsumerGroupOffsets(group, java.util.Set.of(home))
                .all()
                .get();
        assertThatThrownBy(this::start)
                .hasStackTraceContaining("has lost its positions of the partitions [" + home.partition() + "]");
        rebuild();
        try (ConfigurableApplicationContext context = start()) {
            shouldFoldOn();
        }
    }

    @Test
    void shouldStartWhereAPartitionHoldsNobodyButTheForgotten() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            space.produce(created(evaluation(running)));
            space.produce(labels(longAgo, "first", "1"));
            await().atMost(180, SECONDS).until(() -> states(running).size() == 1);
            await().atMost(180, SECONDS).until(() -> letters(longAgo).count() == 1);
        }
        awaitIdle();
        space.admin().deleteConsumerGroups(List.of(group)).all().get();
        rebuild();
        try (ConfigurableApplicationContext context = start()) {
            space.produce(labels(running, "first", "1"));
            await().atMost(180, SECONDS).until(() -> states(running).size() == 2);
            // What nobody had folded is judged again, as of one who was forgotten.
            await().atMost(180, SECONDS).until(() -> letters(longAgo).count() == 2);
        }
    }

    /** A name that stays the same is kept for its instance some seconds longer. */
    private void awaitIdle() {
        await().atMost(180, SECONDS)
                .until(() -> space.admin()
                        .describeConsumerGroups(List.of(group))
                        .all()
                        .get()
                        .get(group)
                        .members()
                        .isEmpty());
    }

    private void fill() {
        for (int i = 0; i < 40; i++) {
            space.produce(created(evaluation(TestingEntities.id())));
        }
        space.produce(created(evaluation(running)).with(Headers.REQUEST_HASH, "h"));
        space.produce(labels(running, "first", "1"));
        space.produce(status(running, "Admitted", null).with(Headers.KUBE_UID, "u1"));
        space.produce(labels(running, "first", "2"));
        space.produce(created(evaluation(erased)));
        space.produce(status(erased, "Deleted", "DeleteCommand"));
        space.produce(forgotten(erased));
        await().atMost(180, SECONDS)
                .until(() -> states(running).size() == 4
                        && states(erased).size() == 3
                        && space.records(space.topics().state()).size() == 47);
    }

    /** Of what was stored, nothing is folded twice, and everything counts: uid, hash, and who was forgotten. */
    private void shouldFoldOn() {
        WorkflowEvent report = WorkflowEvent.of(
                running,
                EventType.REPORTED,
                "/dyff/watch",
                Json.object().put("status", "Complete").putNull("reason"));
        space.produce(report.with(Headers.KUBE_UID, "another").with(Headers.KUBE_RV, "7"));
        space.produce(report.with(Headers.KUBE_UID, "u1").with(Headers.KUBE_RV, "7"));
        space.produce(created(evaluation(erased)));
        space.produce(created(evaluation(longAgo)));
        await().atMost(180, SECONDS).until(() -> letters(erased).count() == 1);
        assertThat(letters(erased))
                .allMatch(letter -> "the entity was forgotten".equals(header(letter, Headers.CAUSE)));
        await().atMost(180, SECONDS).until(() -> states(running).size() == 5);
        ConsumerRecord<String, byte[]> last = states(running).getLast();
        assertThat(json(last).path("status").asText()).isEqualTo("Complete");
        assertThat(json(last).at("/labels/first").asText()).isEqualTo("2");
        assertThat(header(last, Headers.REQUEST_HASH)).isEqualTo("h");
        assertThat(header(last, Headers.KUBE_UID)).isEqualTo("u1");
        await().atMost(180, SECONDS).until(() -> letters(longAgo).count() == 1);
        assertThat(space.records(space.topics().state())).hasSize(48);
    }

    private Stream<ConsumerRecord<String, byte[]>> letters(String id) {
        return space.records(space.topics().eventsDeadLetter(), id).stream();
    }

    private List<ConsumerRecord<String, byte[]>> states(String id) {
        return space.records(space.topics().state(), id);
    }

    private TopicPartition home(String id) {
        return new TopicPartition(space.topics().events(), states(id).getFirst().partition());
    }

    private RebuildStore.Report rebuild() {
        return new RebuildStore(
                        client,
                        changelog,
                        new WholeTopic(client, changelog.state(), WholeTopic.Pace.SILENT),
                        List.of(longAgo))
                .run();
    }

    private Properties client() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", space.brokers());
        return properties;
    }

    private ConfigurableApplicationContext start() {
        Map<String, Object> properties = space.properties().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        properties.put("dyff.services", "aggregate");
        return new SpringApplicationBuilder(Host.class)
                .web(WebApplicationType.NONE)
                .initializers(space::configure)
                .properties(properties)
                .run();
    }
}
