package io.dyff.routes.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.Host;
import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.event.Headers;
import io.dyff.routes.json.Rows;
import io.dyff.routes.testing.OnRealCluster;
import io.dyff.routes.testing.TestingCluster;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The routes of the orchestrator and of the watch are edited while workflows are under way in them. */
@SpringBootTest(
        classes = Host.class,
        properties = {
            "dyff.services=aggregate,orchestrate,watch",
            "dyff.orchestrate.sweep-period=3s",
            "spring.main.web-application-type=none"
        })
@ContextConfiguration(initializers = {TestingPlatform.class, TestingCluster.class})
@DirtiesContext
@OnRealCluster
class LiveMovesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path FOLDER = TestingPlatform.folder("live-moves");
    private static final String ORCHESTRATE = "orchestrate.camel.yaml";
    private static final String WATCH = "watch.camel.yaml";

    @Autowired
    TestingSpace space;

    @Autowired
    Kubernetes kubernetes;

    @Autowired
    MeterRegistry meters;

    private TestingWorkflows workflows;

    @DynamicPropertySource
    static void overrides(DynamicPropertyRegistry registry) throws IOException {
        Files.createDirectories(FOLDER);
        registry.add("dyff.overrides", FOLDER::toString);
    }

    @BeforeEach
    void begin() {
        workflows = new TestingWorkflows(space, kubernetes);
    }

    @Test
    void shouldActOnEachDecisionOnceWhileTheOrchestratorMoves() throws IOException {
        List<String> ids = new ArrayList<>();
        for (int edit = 1; edit <= 3; edit++) {
            ids.add(workflows.create(workflows.evaluation("acme")));
            double before = serving("orchestrate");
            edit(ORCHESTRATE, "- bean: { ref: takeStates }", "- to: exec:id");
            awaitRefusal();
            edit(ORCHESTRATE, "- bean: { ref: takeStates }", debug(edit) + "- bean: { ref: takeStates }");
            ids.add(workflows.create(workflows.evaluation("acme")));
            awaitServing("orchestrate", before);
            ids.add(workflows.create(workflows.evaluation("acme")));
        }

        for (String id : ids) {
            workflows.awaitObject("Evaluation", id);
            workflows.awaitStatuses(id, "Created/null", "Admitted/null");
            workflows.awaitRow(id, "decision = 'none'");
            assertThat(workflows.events(id))
                    .filteredOn(event -> "/dyff/orchestrator".equals(TestingSpace.header(event, Headers.CE_SOURCE)))
                    .hasSize(1);
        }
        assertThat(space.records(space.topics().eventsDeadLetter())).isEmpty();
    }

    @Test
    void shouldReportEachConditionOnceWhileTheWatchMoves() throws IOException {
        for (int edit = 1; edit <= 3; edit++) {
            String id = workflows.create(workflows.evaluation("acme"));
            String deleted = workflows.create(workflows.evaluation("acme"));
            workflows.awaitObject("Evaluation", deleted);
            workflows.awaitStatus(deleted, "Admitted/null");
            workflows.awaitObject("Evaluation", id);
            workflows.awaitStatus(id, "Admitted/null");
            double before = serving("watch");
            edit(WATCH, "- bean: { ref: reportStatus }", debug(edit) + "- bean: { ref: reportStatus }");
            workflows.condition("Evaluation", id, "InferenceComplete", "ClientComplete", "");
            TestingCluster.admin()
                    .resource(workflows.awaitObject("Evaluation", deleted))
                    .delete();
            awaitServing("watch", before);
            workflows.awaitStatus(id, "Admitted/Unverified");
            workflows.condition("Evaluation", id, "Complete", "Complete", "");

            workflows.awaitStatuses(id, "Created/null", "Admitted/null", "Admitted/Unverified", "Complete/null");
            workflows.awaitStatus(deleted, "Terminated/KubernetesResourceDeleted");
        }
        assertThat(space.records(space.topics().eventsDeadLetter())).isEmpty();
    }

    private static String debug(int edit) {
        return "- log: { loggingLevel: DEBUG, message: \"edit " + edit + "\" }\n        ";
    }

    private static void edit(String file, String passage, String other) throws IOException {
        String shipped = new Rows(file).standard();
        assertThat(shipped).contains(passage);
        Files.writeString(FOLDER.resolve(file), shipped.replace(passage, other));
    }

    private void awaitServing(String service, double before) {
        await(service + " serving").atMost(PATIENCE).until(() -> serving(service) > before && refused() == 0);
    }

    private void awaitRefusal() {
        await("a refusal").atMost(PATIENCE).until(() -> refused() > 0);
    }

    private double serving(String service) {
        return meters.get("dyff.routes.serving").tag("service", service).gauge().value();
    }

    private double refused() {
        return meters.get("dyff.routes.refused").gauge().value();
    }
}
