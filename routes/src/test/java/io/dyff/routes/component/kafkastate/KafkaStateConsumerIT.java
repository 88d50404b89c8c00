package io.dyff.routes.component.kafkastate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class KafkaStateConsumerIT {
    private final TestingSpace space = TestingPlatform.space();

    @Test
    void shouldRefuseTopicsThatWouldMakeTheNumbersLie() throws Exception {
        space.admin()
                .createTopics(List.of(
                        new NewTopic("wrong.events", 3, (short) 1),
                        new NewTopic("wrong.state", 12, (short) 1)
                                .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                .all()
                .get();
        await().atMost(2, TimeUnit.MINUTES)
                .until(() -> space.admin().listTopics().names().get().contains("wrong.state"));
        assertThatThrownBy(() -> start("wrong.events", "wrong.state", "wrong.dlq"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("topic wrong.events has 3 partitions instead of 12")
                .hasMessageContaining("message.timestamp.type=CreateTime instead of LogAppendTime")
                .hasMessageContaining("topic wrong.state has cleanup.policy=delete instead of compact")
                .hasMessageContaining("topic wrong.dlq does not exist")
                .hasMessageContaining("`topics create`");
    }

    private void start(String events, String state, String deadLetter) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    fromF(
                                    "kafka-state:%s?brokers=%s&applicationId=wrong&state=%s&deadLetter=%s&stateDir=%s",
                                    events, space.brokers(), state, deadLetter, space.folder())
                            .log("never reached");
                }
            });
            context.start();
        }
    }
}
