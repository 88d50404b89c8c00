package io.dyff.routes.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.event.topics.Topics;
import io.dyff.routes.event.topics.TopicsCommand;
import io.dyff.routes.json.Json;
import org.junit.jupiter.api.Test;

class SharedPlatformIT {

    @Test
    void shouldGiveTwoSpacesThatDoNotSeeEachOther() {
        TestingSpace one = TestingPlatform.space();
        TestingSpace two = TestingPlatform.space();
        one.produce(WorkflowEvent.of("a", EventType.STATUS, "/test", Json.object()));
        assertThat(one.records(one.topics().events())).hasSize(1);
        assertThat(two.records(two.topics().events())).isEmpty();
        assertThat(two.jdbc()
                        .sql("select count(*) from entity")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(TopicsCommand.check(one.admin(), one.topics(), Topics.PARTITIONS))
                .isEmpty();
    }
}
