package io.dyff.routes.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.Host;
import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.testing.OnRealCluster;
import io.dyff.routes.testing.TestingCluster;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** What happens between the custom resource and its event. */
@SpringBootTest(
        classes = Host.class,
        properties = {"dyff.services=aggregate,orchestrate", "spring.main.web-application-type=none"})
@ContextConfiguration(initializers = {TestingPlatform.class, TestingCluster.class})
@DirtiesContext
@OnRealCluster
class OrchestrateCrashIT {
    @Autowired
    TestingSpace space;

    @Autowired
    Kubernetes kubernetes;

    @Autowired
    CamelContext camel;

    @Test
    void shouldTellOnceAndMakeOneObjectWhenTheEventWasNotProduced() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        AdviceWith.adviceWith(
                camel,
                "orchestrate-act",
                route -> route.weaveById("to-kafka-admitted").before().process(exchange -> {
                    if (attempts.incrementAndGet() <= 2) {
                        throw new TimeoutException("the broker does not answer");
                    }
                }));
        TestingWorkflows workflows = new TestingWorkflows(space, kubernetes);
        String id = workflows.create(workflows.evaluation("acme"));
        GenericKubernetesResource first = workflows.awaitObject("Evaluation", id);
        workflows.awaitStatuses(id, "Created/null", "Admitted/null");
        GenericKubernetesResource last = workflows.awaitObject("Evaluation", id);
        assertThat(attempts).hasValue(3);
        assertThat(last.getMetadata().getUid()).isEqualTo(first.getMetadata().getUid());
        assertThat(last.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofMinutes(2))
                .until(() -> workflows.events(id).size() == 2);
    }
}
