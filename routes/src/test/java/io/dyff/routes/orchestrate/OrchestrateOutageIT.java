package io.dyff.routes.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.Host;
import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.testing.OnRealCluster;
import io.dyff.routes.testing.TestingCluster;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** What happens while the cluster does not answer. */
@SpringBootTest(
        classes = Host.class,
        properties = {"dyff.services=aggregate,orchestrate,watch", "spring.main.web-application-type=none"})
@ContextConfiguration(initializers = {TestingPlatform.class, TestingCluster.class})
@DirtiesContext
@OnRealCluster
@ResourceLock(OnRealCluster.LOCK)
class OrchestrateOutageIT {
    @Autowired
    TestingSpace space;

    @Autowired
    Kubernetes kubernetes;

    @Autowired
    HealthIndicator watchHealthIndicator;

    @Test
    void shouldGoOnWhenTheClusterComesBack() {
        TestingWorkflows workflows = new TestingWorkflows(space, kubernetes);
        String running = workflows.create(workflows.evaluation("acme"));
        workflows.awaitStatus(running, "Admitted/null");
        var next = workflows.evaluation("acme");
        String waiting;
        TestingCluster.down();
        try {
            waiting = workflows.create(next);
            await("readiness")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> watchHealthIndicator.health().getStatus().equals(Status.OUT_OF_SERVICE));
            workflows.awaitRow(waiting, "decision = 'run' and attempts > 1");
            assertThat(workflows.statuses(waiting)).containsExactly("Created/null");
        } finally {
            TestingCluster.up();
        }
        workflows.awaitStatuses(waiting, "Created/null", "Admitted/null");
        workflows.condition("Evaluation", running, "Complete", "Complete", "");
        workflows.awaitStatus(running, "Complete/null");
        await("readiness")
                .atMost(Duration.ofMinutes(2))
                .until(() -> watchHealthIndicator.health().getStatus().equals(Status.UP));
    }
}
