package io.dyff.routes.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.event.topics.Topics;
import io.dyff.routes.event.topics.TopicsCommand;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KnownTopicsIT {
    private final TestingSpace space = TestingPlatform.space();
    private final KnownTopics topics = new KnownTopics(
            () -> Admin.create(Map.of("bootstrap.servers", space.brokers())),
            space.topics(),
            space.jdbc(),
            new DataFiles(Overrides.none()));

    @ParameterizedTest
    @EnumSource
    void shouldAcceptAnEmptyTableByItself(StateConsumer consumer) {
        store(consumer, "others");
        assertThatCode(() -> topics.check(consumer)).doesNotThrowAnyException();
        assertThat(space.jdbc()
                        .sql("select consumer from progress")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseTopicsThatWereMadeAnewAndNameTheWaysOn(StateConsumer consumer) throws Exception {
        fill(consumer);
        store(consumer, topics.live());
        assertThatCode(() -> topics.check(consumer)).doesNotThrowAnyException();
        recreateTopics();
        assertThatThrownBy(() -> topics.check(consumer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sink rebuild")
                .hasMessageContaining("sink adopt");
        topics.adopt();
        assertThatCode(() -> topics.check(consumer)).doesNotThrowAnyException();
        assertThat(space.jdbc()
                        .sql("select state_offset || ' ' || event_offset from progress where consumer = :consumer")
                        .param("consumer", consumer.id())
                        .query(String.class)
                        .list())
                .containsExactly("-1 17");
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseRowsOfUnknownOrigin(StateConsumer consumer) {
        fill(consumer);
        assertThatThrownBy(() -> topics.check(consumer)).hasMessageContaining("sink rebuild");
        topics.adopt();
        assertThatCode(() -> topics.check(consumer)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseADatabaseWithoutAccountsWhenThereAreEntities(StateConsumer consumer) {
        space.produce(space.topics().state(), TestingEntities.id(), new byte[0], Map.of());
        assertThatThrownBy(() -> topics.check(consumer))
                .hasMessageContaining("no account")
                .hasMessageContaining("account create");
        space.jdbc().sql("insert into account (id, name) values ('a', 'a')").update();
        assertThatCode(() -> topics.check(consumer)).doesNotThrowAnyException();
    }

    @Test
    void shouldForgetThePositionsOfATableThatIsEmptied() {
        fill(StateConsumer.SINK);
        store(StateConsumer.SINK, topics.live());
        store(StateConsumer.ORCHESTRATE, topics.live());
        space.jdbc().sql("truncate entity").update();
        assertThat(space.jdbc()
                        .sql("select consumer from progress")
                        .query(String.class)
                        .list())
                .containsExactly(StateConsumer.ORCHESTRATE.id());
    }

    private void store(StateConsumer consumer, String topicIds) {
        new Progress(space.jdbc(), new DataFiles(Overrides.none()), () -> topicIds)
                .pass(consumer, List.of(new Position(3, 20, 17)));
    }

    private void fill(StateConsumer consumer) {
        String more = consumer == StateConsumer.SINK
                ? "body) values ('e', 'Dataset', 'a', 'Ready', now(), 17, 3, '{}')"
                : "rank, way, awaits, serving, shape) values"
                        + " ('e', 'Dataset', 'a', 'Ready', now(), 17, 3, 5, 'none', '{}', '{}', '')";
        space.jdbc()
                .sql("insert into " + consumer.table() + " (id, kind, account, status, created_at, version, partition, "
                        + more)
                .update();
    }

    private void recreateTopics() throws Exception {
        space.admin()
                .deleteTopics(List.of(space.topics().events(), space.topics().state()))
                .all()
                .get();
        await().atMost(2, TimeUnit.MINUTES)
                .until(() -> space.admin().listTopics().names().get().stream()
                        .noneMatch(
                                List.of(space.topics().events(), space.topics().state())::contains));
        TopicsCommand.create(space.admin(), space.topics(), Topics.PARTITIONS, (short) 1);
    }
}
