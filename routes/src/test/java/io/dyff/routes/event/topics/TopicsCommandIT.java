package io.dyff.routes.event.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsCommandIT {
    private static final TestingSpace SPACE = TestingPlatform.space();

    @Test
    void shouldFindNothingWrongWithWhatItCreated() {
        assertThat(TopicsCommand.check(SPACE.admin(), SPACE.topics(), Topics.PARTITIONS))
                .isEmpty();
    }

    @Test
    void shouldNameEachDifferenceAndCorrectTheSettings() throws Exception {
        TopicNames names = new TopicNames("differing.events", "differing.state");
        make(new NewTopic(names.events(), 12, (short) 1).configs(Map.of("retention.ms", "1000")));
        assertThat(TopicsCommand.check(SPACE.admin(), names, 12))
                .contains(
                        "topic differing.events has retention.ms=1000 instead of 604800000",
                        "topic differing.events has message.timestamp.type=CreateTime instead of LogAppendTime",
                        "topic differing.state does not exist",
                        "topic differing.events.dlq does not exist");
        TopicsCommand.create(SPACE.admin(), names, 12, (short) 1);
        assertThat(TopicsCommand.check(SPACE.admin(), names, 12)).isEmpty();
        TopicsCommand.create(SPACE.admin(), names, 12, (short) 1);
    }

    @Test
    void shouldRefuseAnotherNumberOfPartitions() throws Exception {
        TopicNames names = new TopicNames("few.events", "few.state");
        make(new NewTopic(names.events(), 3, (short) 1));
        assertThatThrownBy(() -> TopicsCommand.create(SPACE.admin(), names, 12, (short) 1))
                .hasMessageContaining("topic few.events has 3 partitions instead of 12");
    }

    @ParameterizedTest
    @MethodSource
    void shouldWaitForWhatPasses(String topic, RuntimeException reason) {
        TopicNames names = new TopicNames(topic + ".events", topic + ".state");
        AtomicInteger refusals = new AtomicInteger();

        TopicsCommand.create(refusing(3, refusals, reason), names, 2, (short) 1);

        assertThat(refusals).hasValue(3);
        assertThat(TopicsCommand.check(SPACE.admin(), names, 2)).isEmpty();
    }

    static Stream<Arguments> shouldWaitForWhatPasses() {
        return Stream.of(
                arguments("fenced", new InvalidReplicationFactorException("All brokers are currently fenced.")),
                arguments("late", new TimeoutException("Call(callName=createTopics) timed out after 1 attempt(s)")),
                arguments("again", new TopicExistsException("Topic 'again.events' already exists.")));
    }

    @Test
    void shouldNotWaitForWhatIsForbidden() {
        TopicNames names = new TopicNames("forbidden.events", "forbidden.state");
        Admin forbidden = refusing(1, new AtomicInteger(), new TopicAuthorizationException("Authorization failed."));

        assertThatThrownBy(() -> TopicsCommand.create(forbidden, names, 2, (short) 1))
                .hasMessageContaining("the broker refused")
                .hasMessageContaining("Authorization failed");
    }

    @Test
    void shouldRefuseMoreReplicasThanBrokersAtOnce() {
        TopicNames names = new TopicNames("many.events", "many.state");

        assertThatThrownBy(() -> TopicsCommand.create(SPACE.admin(), names, 2, (short) 3))
                .hasMessageContaining("the broker refused")
                .hasMessageContaining("replication factor");
    }

    /** The broker of the tests, which refuses to make topics some times before. */
    private static Admin refusing(int times, AtomicInteger refusals, RuntimeException reason) {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("createTopics") && refusals.get() < times) {
                        refusals.incrementAndGet();
                        return new Refused((Collection<?>) arguments[0], reason);
                    }
                    return method.invoke(SPACE.admin(), arguments);
                });
    }

    private static final class Refused extends CreateTopicsResult {
        Refused(Collection<?> topics, RuntimeException reason) {
            super(topics.stream().map(NewTopic.class::cast).collect(Collectors.toMap(NewTopic::name, topic -> {
                KafkaFutureImpl<TopicMetadataAndConfig> future = new KafkaFutureImpl<>();
                future.completeExceptionally(reason);
                return future;
            })));
        }
    }

    private static void make(NewTopic topic) throws Exception {
        SPACE.admin().createTopics(List.of(topic)).all().get();
        await().atMost(2, TimeUnit.MINUTES)
                .until(() -> SPACE.admin().listTopics().names().get().contains(topic.name()));
    }
}
