package io.dyff.routes.orchestrate;

import static io.dyff.routes.testing.TestingEntities.created;
import static io.dyff.routes.testing.TestingEntities.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.testing.TestingCluster;
import io.dyff.routes.testing.TestingSpace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What the tests of the whole orchestrator do and observe: events in, custom resources and states out. */
final class TestingWorkflows {
    private static final Kinds KINDS = Kinds.standard();
    private static final Duration SOON = Duration.ofMinutes(2);
    private final TestingSpace space;
    private final Kubernetes kubernetes;

    TestingWorkflows(TestingSpace space, Kubernetes kubernetes) {
        this.space = space;
        this.kubernetes = kubernetes;
    }

    /** An evaluation whose dataset and service are ready; not yet created. */
    ObjectNode evaluation(String account) {
        return Entities.evaluation(account, ready(Entities.dataset(account)), service(account));
    }

    /** A session whose service is ready; not yet created. */
    ObjectNode session(String account) {
        return Entities.session(account, service(account));
    }

    private String service(String account) {
        return ready(Entities.service(account, ready(Entities.model(account, "Mock"))));
    }

    /** Creates the entity and makes it ready, whoever else would. */
    String ready(ObjectNode entity) {
        String id = create(entity);
        space.produce(status(id, "Ready", null));
        awaitRow(id, "status = 'Ready'");
        return id;
    }

    String create(ObjectNode entity) {
        space.produce(created(entity));
        return entity.path("id").asText();
    }

    void awaitRow(String id, String condition) {
        await("row of " + id + ": " + condition)
                .atMost(SOON)
                .until(() -> space.jdbc()
                        .sql("select exists (select from admission where id = :id and " + condition + ")")
                        .param("id", id)
                        .query(Boolean.class)
                        .single());
    }

    GenericKubernetesResource awaitObject(String kind, String id) {
        return await("object of " + id).atMost(SOON).until(() -> object(kind, id), Objects::nonNull);
    }

    /** Until the object is deleted, or waits for its children to go. */
    void awaitRemoval(String kind, String id) {
        await("removal of " + id).atMost(SOON).until(() -> {
            GenericKubernetesResource object = object(kind, id);
            return object == null || object.isMarkedForDeletion();
        });
    }

    @Nullable
    GenericKubernetesResource object(String kind, String id) {
        Kind.Cluster cluster = Objects.requireNonNull(KINDS.get(kind).cluster());
        return kubernetes.get(cluster, cluster.short_() + "-" + id);
    }

    /** Each change of status and reason that the state topic has seen, in their order. */
    List<String> statuses(String id) {
        return space.records(space.topics().state(), id).stream()
                .map(TestingSpace::json)
                .map(e -> e.path("status").asText() + "/" + e.path("reason").asText("null"))
                .toList();
    }

    void awaitStatuses(String id, String... expected) {
        await("statuses of " + id)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(statuses(id)).containsExactly(expected));
    }

    /** Until the entity stands at this status and reason. */
    JsonNode awaitStatus(String id, String expected) {
        await("status of " + id)
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(statuses(id)).isNotEmpty().last().isEqualTo(expected));
        return TestingSpace.json(space.records(space.topics().state(), id).getLast());
    }

    List<ConsumerRecord<String, byte[]>> events(String id) {
        return space.records(space.topics().events(), id);
    }

    /** What the operator would write. */
    void condition(String kind, String id, String type, String reason, String message) {
        GenericKubernetesResource object = Objects.requireNonNull(object(kind, id));
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
