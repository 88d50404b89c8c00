package io.dyff.routes.orchestrate;

import static io.dyff.routes.testing.TestingEntities.created;
import static io.dyff.routes.testing.TestingEntities.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.Host;
import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.event.Headers;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.testing.TestingCluster;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

@CamelSpringBootTest
@SpringBootTest(
        classes = Host.class,
        properties = {
            "dyff.services=aggregate,orchestrate,watch",
            "dyff.orchestrate.sweep-period=5s",
            "spring.main.web-application-type=none"
        })
@ContextConfiguration(initializers = {TestingPlatform.class, TestingCluster.class})
class OrchestrateRoutesIT {
    private static final Kind.Cluster EVALUATION =
            Objects.requireNonNull(Kinds.standard().get("Evaluation").cluster());

    @Autowired
    TestingSpace space;

    @Autowired
    Kubernetes kubernetes;

    @Test
    void shouldGoFromCreatedToCompleteWhenAllIsWell() {
        ObjectNode evaluation = runnable("acme");
        String id = evaluation.path("id").asText();
        space.produce(created(evaluation));
        GenericKubernetesResource object = awaitObject(id);
        assertThat(object.getMetadata().getLabels())
                .containsEntry("dyff.io/workflow", "evaluation")
                .containsEntry("dyff.io/component", "evaluation")
                .containsEntry("dyff.io/account", "acme")
                .containsEntry("dyff.io/id", id)
                .containsEntry("dyff.io/managed-by", "orchestrator");
        awaitStatuses(id, "Created/null", "Admitted/null");
        ConsumerRecord<String, byte[]> admitted =
                space.records(space.topics().events(), id).get(1);
        assertThat(TestingSpace.header(admitted, Headers.KUBE_UID))
                .isEqualTo(object.getMetadata().getUid());
        assertThat(TestingSpace.header(admitted, Headers.CE_SOURCE)).isEqualTo("/dyff/orchestrator");

        condition(id, "InferenceComplete", "ClientComplete", "");
        awaitStatuses(id, "Created/null", "Admitted/null", "Admitted/Unverified");
        condition(id, "Complete", "Complete", "all there");
        awaitStatuses(id, "Created/null", "Admitted/null", "Admitted/Unverified", "Complete/null");
        ConsumerRecord<String, byte[]> last =
                space.records(space.topics().events(), id).getLast();
        assertThat(TestingSpace.header(last, Headers.CE_SOURCE)).isEqualTo("/dyff/informer");
    }

    /** An evaluation whose dataset and service are ready. */
    private ObjectNode runnable(String account) {
        String dataset = ready(Entities.dataset(account));
        String model = ready(Entities.model(account, "Mock"));
        String service = ready(Entities.service(account, model));
        return Entities.evaluation(account, dataset, service);
    }

    private String ready(ObjectNode entity) {
        String id = entity.path("id").asText();
        space.produce(created(entity));
        space.produce(status(id, "Ready", null));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> space.jdbc()
                        .sql("select exists (select from admission where id = :id and status = 'Ready')")
                        .param("id", id)
                        .query(Boolean.class)
                        .single());
        return id;
    }

    private GenericKubernetesResource awaitObject(String id) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> kubernetes.get(EVALUATION, "eval-" + id), Objects::nonNull);
    }

    /** The statuses and reasons that the state topic has seen, in their order. */
    private void awaitStatuses(String id, String... expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(space.records(space.topics().state(), id).stream()
                                .map(TestingSpace::json)
                                .map(e -> e.path("status").asText() + "/"
                                        + e.path("reason").asText("null"))
                                .toList())
                        .containsExactly(expected));
    }

    private void condition(String id, String type, String reason, String message) {
        GenericKubernetesResource object = Objects.requireNonNull(kubernetes.get(EVALUATION, "eval-" + id));
        object.setAdditionalProperty(
                "status",
                Map.of(
                        "conditions",
                        List.of(Map.of(
                                "type", type,
                                "status", "True",
                                "reason", reason,
                                "message", message,
                                "lastTransitionTime", "2026-01-01T00:00:00Z"))));
        TestingCluster.admin().resource(object).patchStatus();
    }
}
