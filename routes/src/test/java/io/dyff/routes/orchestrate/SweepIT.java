package io.dyff.routes.orchestrate;

import static io.dyff.routes.orchestrate.TestingAdmission.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.testing.OnRealCluster;
import io.dyff.routes.testing.TestingCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the sweep heals, on the real database and a real control plane. */
@OnRealCluster
class SweepIT {
    private static final Kinds KINDS = Kinds.standard();
    private static final Kind EVALUATION = KINDS.get("Evaluation");
    private static TestingAdmission admission;
    private Kubernetes kubernetes;
    private String namespace;

    @BeforeAll
    static void open() {
        admission = new TestingAdmission();
    }

    @AfterAll
    static void close() {
        admission.close();
    }

    @BeforeEach
    void begin() {
        admission.sql("truncate admission");
        namespace = TestingCluster.namespace();
        kubernetes = new Kubernetes(TestingCluster.admin(), namespace);
    }

    @Test
    void shouldDeleteAnObjectWhenNobodyKnowsItForAMinute() {
        ObjectNode evaluation = evaluation();
        apply(evaluation);
        assertThat(sweep(Duration.ZERO)).isEmpty();
        assertThat(object(evaluation)).isNotNull();
        sweep(Duration.ofMinutes(2));
        // In the foreground: it goes when the collector has looked for children.
        GenericKubernetesResource left = object(evaluation);
        assertThat(left == null || left.isMarkedForDeletion()).isTrue();
    }

    @Test
    void shouldLeaveAnObjectAloneWhenSomebodyElseMadeIt() {
        ObjectNode evaluation = evaluation();
        GenericKubernetesResource own = Manifests.of(namespace, evaluation);
        own.getMetadata().getLabels().remove(Kubernetes.MANAGED_BY);
        TestingCluster.admin().resource(own).create();
        sweep(Duration.ofMinutes(2));
        assertThat(object(evaluation)).isNotNull();
        assertThat(Objects.requireNonNull(object(evaluation)).isMarkedForDeletion())
                .isFalse();
    }

    @Test
    void shouldReportTheEndWhenTheObjectIsGone() {
        ObjectNode evaluation = evaluation();
        admission.upsert(with(evaluation, "Admitted", null));
        List<WorkflowEvent> reports = sweep(Duration.ZERO);
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.id()).isEqualTo(evaluation.path("id").asText());
            assertThat(report.patch().path("reason").asText()).isEqualTo("KubernetesResourceDeleted");
            assertThat(report.headers()).containsEntry(Headers.KUBE_UID, "uid-" + report.id());
        });
    }

    @Test
    void shouldReportAgainWhenTheRowDoesNotShowTheEnd() {
        ObjectNode evaluation = evaluation();
        GenericKubernetesResource applied = apply(evaluation);
        admission.upsert(with(evaluation, "Admitted", null));
        uid(evaluation, applied);
        assertThat(sweep(Duration.ZERO)).isEmpty();
        conditions(applied, "Complete");
        assertThat(sweep(Duration.ZERO)).singleElement().satisfies(report -> {
            assertThat(report.patch().path("status").asText()).isEqualTo("Complete");
            assertThat(report.headers()).containsKeys(Headers.KUBE_UID, Headers.KUBE_RV);
        });
        admission.upsert(with(evaluation, "Complete", null));
        assertThat(sweep(Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldRemoveWhatIsLeftWhenTheTableIsNew() {
        ObjectNode evaluation = evaluation();
        apply(evaluation);
        admission.upsert(with(evaluation, "Deleted", "DeleteCommand"));
        admission.due();
        assertThat(admission.row(evaluation, "decision || ' ' || object")).isEqualTo("none gone");
        sweep(Duration.ZERO);
        admission.due();
        assertThat(admission.row(evaluation, "decision")).isEqualTo("remove");
    }

    @Test
    void shouldAdmitWhatRunsWhenTheTableIsNew() {
        ObjectNode evaluation = evaluation();
        apply(evaluation);
        admission.states(Entities.quota("__global__", Allocation.ADMITTED, "Total", "0"));
        admission.states(with(evaluation, "Created", "UnsatisfiedDependency"));
        sweep(Duration.ZERO);
        assertThat(admission.decision(evaluation)).isEqualTo("run Admitted");
    }

    private List<WorkflowEvent> sweep(Duration later) {
        return new SweepResources(
                        KINDS,
                        kubernetes,
                        JdbcClient.create(admission.space.dataSource()),
                        new Statements(Overrides.none()),
                        Duration.ofMinutes(10),
                        Clock.offset(Clock.systemUTC(), later))
                .sweep();
    }

    private static ObjectNode evaluation() {
        return Entities.evaluation("a", Entities.id(), Entities.id());
    }

    private GenericKubernetesResource object(ObjectNode evaluation) {
        return kubernetes.get(
                EVALUATION.cluster(), "eval-" + evaluation.path("id").asText());
    }

    private GenericKubernetesResource apply(ObjectNode evaluation) {
        return kubernetes.apply(EVALUATION.cluster(), Manifests.of(namespace, evaluation));
    }

    private static void uid(ObjectNode evaluation, GenericKubernetesResource object) {
        admission.sql("update admission set kube_uid = '" + object.getMetadata().getUid() + "' where id = '"
                + evaluation.path("id").asText() + "'");
    }

    private static void conditions(GenericKubernetesResource object, String type) {
        object.setAdditionalProperty(
                "status",
                Map.of(
                        "conditions",
                        List.of(Map.of(
                                "type", type,
                                "status", "True",
                                "reason", type,
                                "message", "",
                                "lastTransitionTime", "2026-01-01T00:00:00Z"))));
        TestingCluster.admin().resource(object).patchStatus();
    }
}
