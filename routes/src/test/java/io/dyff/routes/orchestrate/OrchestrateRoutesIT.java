package io.dyff.routes.orchestrate;

import static io.dyff.routes.testing.TestingEntities.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.Host;
import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.event.Headers;
import io.dyff.routes.testing.OnRealCluster;
import io.dyff.routes.testing.TestingCluster;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** The routes as shipped, from an event to a custom resource and back, on real parts. */
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
class OrchestrateRoutesIT {
    @Autowired
    TestingSpace space;

    @Autowired
    Kubernetes kubernetes;

    @Autowired
    CamelContext camel;

    @Autowired
    Map<String, HealthIndicator> health;

    private TestingWorkflows workflows;

    @BeforeEach
    void begin() {
        workflows = new TestingWorkflows(space, kubernetes);
    }

    @Test
    void shouldGoFromCreatedToCompleteWhenAllIsWell() {
        ObjectNode evaluation = workflows.evaluation("acme");
        String id = workflows.create(evaluation);
        GenericKubernetesResource object = workflows.awaitObject("Evaluation", id);
        assertThat(object.getMetadata().getLabels())
                .containsEntry("dyff.io/workflow", "evaluation")
                .containsEntry("dyff.io/component", "evaluation")
                .containsEntry("dyff.io/account", "acme")
                .containsEntry("dyff.io/id", id)
                .containsEntry("dyff.io/managed-by", "orchestrator");
        workflows.awaitStatuses(id, "Created/null", "Admitted/null");
        ConsumerRecord<String, byte[]> admitted = workflows.events(id).get(1);
        assertThat(TestingSpace.header(admitted, Headers.KUBE_UID))
                .isEqualTo(object.getMetadata().getUid());
        assertThat(TestingSpace.header(admitted, Headers.CE_SOURCE)).isEqualTo("/dyff/orchestrator");

        workflows.condition("Evaluation", id, "InferenceComplete", "ClientComplete", "");
        workflows.awaitStatuses(id, "Created/null", "Admitted/null", "Admitted/Unverified");
        workflows.condition("Evaluation", id, "Complete", "Complete", "all there");
        workflows.awaitStatuses(id, "Created/null", "Admitted/null", "Admitted/Unverified", "Complete/null");
        // The sweep may have told the same end a moment before or after.
        assertThat(workflows.events(id))
                .filteredOn(event -> "/dyff/informer".equals(TestingSpace.header(event, Headers.CE_SOURCE)))
                .last()
                .satisfies(event ->
                        assertThat(TestingSpace.header(event, Headers.KUBE_RV)).isNotNull());
        assertThat(health.get("orchestrateHealthIndicator").health().getStatus())
                .isEqualTo(Status.UP);
        assertThat(health.get("watchHealthIndicator").health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void shouldTellTheCauseWhenItFails() {
        String id = workflows.create(workflows.evaluation("acme"));
        workflows.awaitObject("Evaluation", id);
        workflows.awaitStatus(id, "Admitted/null");
        workflows.condition("Evaluation", id, "Failed", "InferenceFailed", "exit code 20");
        JsonNode failed = workflows.awaitStatus(id, "Failed/InferenceFailed");
        assertThat(failed.path("message").asText()).isEqualTo("exit code 20");
    }

    @Test
    void shouldBeAsReadyAsItsFilesAreWhenAModelIsOnAHub() {
        String id = workflows.create(Entities.hubModel("acme"));
        workflows.awaitObject("Model", id);
        workflows.awaitStatus(id, "Admitted/null");
        workflows.condition("Model", id, "Ready", "Complete", "All steps ended well");
        workflows.awaitStatuses(id, "Created/null", "Admitted/null", "Ready/null");

        String missing = workflows.create(Entities.hubModel("acme"));
        workflows.awaitStatus(missing, "Admitted/null");
        workflows.condition("Model", missing, "Error", "FetchFailed", "The hub has no acme/tiny at main.");
        JsonNode failed = workflows.awaitStatus(missing, "Error/FetchFailed");
        assertThat(failed.path("message").asText()).isEqualTo("The hub has no acme/tiny at main.");
    }

    @Test
    void shouldRemoveTheObjectWhenTheUserDeletes() {
        String id = workflows.create(workflows.evaluation("acme"));
        workflows.awaitObject("Evaluation", id);
        workflows.awaitStatus(id, "Admitted/null");
        space.produce(status(id, "Deleted", "DeleteCommand"));
        workflows.awaitRemoval("Evaluation", id);
        workflows.awaitRow(id, "decision = 'none' and object = 'gone'");
        workflows.awaitStatuses(id, "Created/null", "Admitted/null", "Deleted/DeleteCommand");
    }

    @Test
    void shouldSayTerminatedWhenSomebodyDeletesTheObject() {
        String id = workflows.create(workflows.evaluation("acme"));
        workflows.awaitStatus(id, "Admitted/null");
        TestingCluster.admin().resource(workflows.awaitObject("Evaluation", id)).delete();
        workflows.awaitStatus(id, "Terminated/KubernetesResourceDeleted");
    }

    @Test
    void shouldServeUntilItExpiresWhenItIsASession() {
        ObjectNode session = workflows.session("acme");
        session.put("expires", Instant.now().plus(Duration.ofSeconds(12)).toString());
        String id = workflows.create(session);
        workflows.awaitObject("InferenceSession", id);
        workflows.awaitStatus(id, "Admitted/null");
        workflows.condition("InferenceSession", id, "Available", "MinimumReplicasAvailable", "");
        workflows.awaitStatus(id, "Available/null");
        workflows.awaitStatus(id, "Terminated/SessionExpired");
        workflows.awaitRemoval("InferenceSession", id);
    }

    @Test
    void shouldFailInAClearWayWhenTheClusterRefusesTheObject() {
        ObjectNode session = workflows.session("acme");
        session.putObject("accelerator").put("kind", "TPU");
        String id = workflows.create(session);
        JsonNode refused = workflows.awaitStatus(id, "Error/SchemaError");
        assertThat(refused.path("message").asText())
                .contains("The cluster refused")
                .contains("TPU");
    }

    @Test
    void shouldTouchNothingWhenTheNameIsTaken() {
        ObjectNode evaluation = workflows.evaluation("acme");
        String id = evaluation.path("id").asText();
        GenericKubernetesResource foreign =
                Manifests.of(namespaceOfTheTest(), evaluation.deepCopy().put("account", "somebody"));
        foreign.getMetadata().getLabels().remove(Kubernetes.MANAGED_BY);
        TestingCluster.admin().resource(foreign).create();
        workflows.create(evaluation);
        JsonNode refused = workflows.awaitStatus(id, "Failed/SchemaError");
        assertThat(refused.path("message").asText()).contains("did not make");
        assertThat(workflows.awaitObject("Evaluation", id).isMarkedForDeletion())
                .isFalse();
    }

    @Test
    void shouldWaitAndThenRunWhenTheQuotaIsFull() {
        workflows.create(Entities.quota("accounts/small", "workflows.dyff.io/admitted", "Total", "1"));
        String first = workflows.create(workflows.evaluation("small"));
        workflows.awaitStatus(first, "Admitted/null");
        String second = workflows.create(workflows.evaluation("small"));
        JsonNode waiting = workflows.awaitStatus(second, "Created/QuotaLimit");
        assertThat(waiting.path("message").asText()).isEqualTo("Account quota exceeded: 2/1 workflows");
        assertThat(workflows.object("Evaluation", second)).isNull();
        workflows.condition("Evaluation", first, "Complete", "Complete", "");
        JsonNode running = workflows.awaitStatus(second, "Admitted/null");
        assertThat(running.has("message")).isFalse();
    }

    @Test
    void shouldFailWhatWaitsWhenADependencyFails() {
        ObjectNode model = Entities.model("acme", "HuggingFaceCache");
        ObjectNode service = Entities.service("acme", model.path("id").asText());
        ObjectNode session = Entities.session("acme", service.path("id").asText());
        String waiting = workflows.create(session);
        workflows.awaitStatus(waiting, "Created/UnsatisfiedDependency");
        workflows.create(service);
        String failing = workflows.create(model);
        workflows.awaitStatus(failing, "Error/SchemaError");
        JsonNode failed = workflows.awaitStatus(waiting, "Error/FailedDependency");
        assertThat(failed.path("message").asText()).contains("ended as Error");
    }

    @Test
    void shouldReportWhatHappenedWhenTheInformerWasAway() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            ids.add(workflows.create(workflows.evaluation("acme")));
        }
        ids.forEach(id -> workflows.awaitStatus(id, "Admitted/null"));
        camel.getRouteController().stopRoute("watch-custom-resource");
        ids.forEach(id -> workflows.condition("Evaluation", id, "Complete", "Complete", ""));
        camel.getRouteController().startRoute("watch-custom-resource");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> ids.forEach(
                        id -> assertThat(workflows.statuses(id)).last().isEqualTo("Complete/null")));
    }

    @Test
    void shouldSeeByTheSweepWhatVanishedWhileTheInformerWasAway() throws Exception {
        String id = workflows.create(workflows.evaluation("acme"));
        workflows.awaitStatus(id, "Admitted/null");
        camel.getRouteController().stopRoute("watch-custom-resource");
        try {
            TestingCluster.admin()
                    .resource(workflows.awaitObject("Evaluation", id))
                    .delete();
            workflows.awaitStatus(id, "Terminated/KubernetesResourceDeleted");
            assertThat(TestingSpace.header(workflows.events(id).getLast(), Headers.CE_SOURCE))
                    .isEqualTo("/dyff/orchestrator");
        } finally {
            camel.getRouteController().startRoute("watch-custom-resource");
        }
    }

    private String namespaceOfTheTest() {
        return camel.resolvePropertyPlaceholders("{{dyff.kubernetes.workflows-namespace}}");
    }
}
