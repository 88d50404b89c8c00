package io.dyff.routes.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import io.dyff.routes.topics.Topics;
import io.dyff.routes.topics.TopicsCommand;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicBindingIT {
    private final TestingSpace space = TestingPlatform.space();
    private final TopicBinding binding = new TopicBinding(space.admin(), space.topics(), space.dataSource());

    @Test
    void shouldBindAnEmptyDatabaseByItself() {
        binding.check();
        assertThat(space.jdbc()
                        .sql("select topic from topic_binding")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder(
                        space.topics().events(), space.topics().state());
        assertThatCode(binding::check).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseTopicsThatWereMadeAnewAndNameTheWaysOn() throws Exception {
        binding.check();
        recreateTopics();
        assertThatThrownBy(binding::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sink rebuild")
                .hasMessageContaining("sink adopt");
        binding.adopt();
        assertThatCode(binding::check).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseRowsOfUnknownOrigin() {
        space.jdbc().sql("insert into sink_progress values (0, 1)").update();
        assertThatThrownBy(binding::check).hasMessageContaining("sink rebuild");
    }

    private void recreateTopics() throws Exception {
        space.admin()
                .deleteTopics(List.of(space.topics().events(), space.topics().state()))
                .all()
                .get();
        await().until(() -> space.admin().listTopics().names().get().stream()
                .noneMatch(List.of(space.topics().events(), space.topics().state())::contains));
        TopicsCommand.create(space.admin(), space.topics(), Topics.PARTITIONS, (short) 1);
    }
}
