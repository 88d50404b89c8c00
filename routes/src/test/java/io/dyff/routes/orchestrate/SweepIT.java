package io.dyff.routes.orchestrate;

import static io.dyff.routes.orchestrate.TestingAdmission.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.sweep.ReadPast;
import io.dyff.routes.orchestrate.sweep.SweepResources;
import io.dyff.routes.testing.OnRealCluster;
import io.dyff.routes.testing.TestingCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the sweep heals, on the real database and a real control plane. */
@OnRealCluster
class SweepIT {
    private static final Kinds KINDS = Kinds.standard();
    private static final Kind EVALUATION = KINDS.get("Evaluation");
    private static TestingAdmission admission;
    private Kubernetes kubernetes;
    private String namespace;
    private SweepResources sweeper;
    private Map<Integer, Long> ends = Map.of();

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
        sweeper = new SweepResources(
                KINDS,
                kubernetes,
                admission.jdbc(),
                admission.table(),
                new DataFiles(Overrides.none()),
                Duration.ofMinutes(10),
                new ReadPast(() -> ends, admission.progress()));
    }

    @Test
    void shouldDeleteAnObjectOnlyWhenItIsReadPastItsCreation() {
        ObjectNode evaluation = evaluation();
        apply(evaluation, "test/0/1000000");
        admission.upsert(evaluation());
        sweep();
        assertThat(isLeftAlone(evaluation)).isTrue();
        admission.sql("update progress set event_offset = 1000000");
        sweep();
        assertThat(isLeftAlone(evaluation)).isFalse();
    }

    @Test
    void shouldLeaveAnObjectAloneWhenItWasMadeOfOtherTopics() {
        ObjectNode evaluation = evaluation();
        apply(evaluation, "others/0/1");
        admission.upsert(evaluation());
        sweep();
        assertThat(isLeftAlone(evaluation)).isTrue();
    }

    @Test
    void shouldDeleteASilentObjectOnlyWhenEverythingIsRead() {
        ObjectNode evaluation = evaluation();
        apply(evaluation);
        ends = Map.of(0, 1000001L);
        admission.upsert(evaluation());
        sweep();
        assertThat(isLeftAlone(evaluation)).isTrue();
        admission.sql("update progress set state_offset = 1000000");
        sweep();
        assertThat(isLeftAlone(evaluation)).isFalse();
    }

    @Test
    void shouldLeaveEveryObjectAloneWhenTheTableIsEmpty() {
        ObjectNode evaluation = evaluation();
        apply(evaluation, "test/0/1");
        sweep();
        assertThat(isLeftAlone(evaluation)).isTrue();
    }

    @Test
    void shouldLeaveAnObjectAloneWhenSomebodyElseMadeIt() {
        ObjectNode evaluation = evaluation();
        GenericKubernetesResource own = Manifests.of(namespace, evaluation);
        own.getMetadata().getLabels().remove(Kubernetes.MANAGED_BY);
        TestingCluster.admin().resource(own).create();
        sweep();
        assertThat(isLeftAlone(evaluation)).isTrue();
    }

    @Test
    void shouldReportTheEndWhenTheObjectIsGone() {
        ObjectNode evaluation = evaluation();
        admission.upsert(with(evaluation, "Admitted", null));
        List<WorkflowEvent> reports = sweep();
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
        assertThat(sweep()).isEmpty();
        conditions(applied, "Complete");
        assertThat(sweep()).as("its event may be on its way").isEmpty();
        assertThat(sweep()).singleElement().satisfies(report -> {
            assertThat(report.patch().path("status").asText()).isEqualTo("Complete");
            assertThat(report.headers()).containsKeys(Headers.KUBE_UID, Headers.KUBE_RV);
        });
        admission.upsert(with(evaluation, "Complete", null));
        assertThat(sweep()).isEmpty();
    }

    @Test
    void shouldRemoveWhatIsLeftWhenTheTableIsNew() {
        ObjectNode evaluation = evaluation();
        apply(evaluation);
        admission.upsert(with(evaluation, "Deleted", "DeleteCommand"));
        admission.due();
        assertThat(admission.row(evaluation, "decision || ' ' || object")).isEqualTo("none gone");
        sweep();
        admission.due();
        assertThat(admission.row(evaluation, "decision")).isEqualTo("remove");
    }

    @Test
    void shouldAdmitWhatRunsWhenTheTableIsNew() {
        ObjectNode evaluation = evaluation();
        apply(evaluation);
        admission.states(Entities.quota("__global__", Allocation.ADMITTED, "Total", "0"));
        admission.states(with(evaluation, "Created", "UnsatisfiedDependency"));
        sweep();
        assertThat(admission.decision(evaluation)).isEqualTo("run Admitted");
    }

    private List<WorkflowEvent> sweep() {
        return sweeper.sweep();
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

    private void apply(ObjectNode evaluation, String position) {
        GenericKubernetesResource object = Manifests.of(namespace, evaluation);
        object.getMetadata().setAnnotations(Map.of("dyff.io/event-position", position));
        kubernetes.apply(EVALUATION.cluster(), object);
    }

    /** In the foreground: a deleted object goes when the collector has looked for children. */
    private boolean isLeftAlone(ObjectNode evaluation) {
        GenericKubernetesResource object = object(evaluation);
        return object != null && !object.isMarkedForDeletion();
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
