package io.dyff.routes.event.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

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

    private static void make(NewTopic topic) throws Exception {
        SPACE.admin().createTopics(List.of(topic)).all().get();
        await().atMost(2, TimeUnit.MINUTES)
                .until(() -> SPACE.admin().listTopics().names().get().contains(topic.name()));
    }
}
