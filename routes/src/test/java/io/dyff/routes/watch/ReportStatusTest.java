package io.dyff.routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.component.kubeinformer.Taken;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Storable;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Report;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportStatusTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private final Taken<Report> acknowledged = new Taken<>(10);
    private final ReportStatus reportStatus = new ReportStatus(Kinds.standard(), acknowledged);

    @Test
    void shouldCarryUidAndVersionWhenItReports() {
        WorkflowEvent event = reportStatus
                .event(evaluation("eval-" + ID, ID, "Complete"), false)
                .orElseThrow();
        assertThat(event.id()).isEqualTo(ID);
        assertThat(event.type()).isEqualTo(EventType.REPORTED);
        assertThat(event.headers()).containsEntry(Headers.KUBE_UID, "uid-1").containsEntry(Headers.KUBE_RV, "42");
        assertThat(event.patch()).hasToString("{\"status\":\"Complete\",\"reason\":null,\"message\":null}");
    }

    @Test
    void shouldSayNothingWhenTheObjectIsAnothersPart() {
        String none = "0".repeat(32);
        assertThat(reportStatus.event(evaluation("eval-" + none, none, "Complete"), false))
                .isEmpty();
        assertThat(reportStatus.event(evaluation("eval-" + ID + "-infer", ID, "Complete"), false))
                .isEmpty();
        assertThat(reportStatus.event(evaluation("eval-x", "x", "Complete"), false))
                .isEmpty();
    }

    @Test
    void shouldSayTerminatedWhenItWasDeletedBeforeItsEnd() {
        assertThat(reportStatus
                        .event(evaluation("eval-" + ID, ID, "InferenceComplete"), true)
                        .orElseThrow()
                        .patch()
                        .path("reason")
                        .asText())
                .isEqualTo("KubernetesResourceDeleted");
    }

    @Test
    void shouldRepeatTheEndWhenItWasDeletedAfterIt() {
        assertThat(reportStatus
                        .event(evaluation("eval-" + ID, ID, "Complete"), true)
                        .orElseThrow()
                        .patch()
                        .path("status")
                        .asText())
                .isEqualTo("Complete");
    }

    @Test
    void shouldSayNothingWhenTheBrokerHasItAlready() {
        GenericKubernetesResource object = evaluation("eval-" + ID, ID, "Complete");
        WorkflowEvent event = reportStatus.event(object, false).orElseThrow();
        new RememberReport(acknowledged).remember(event);
        assertThat(reportStatus.event(object, false)).isEmpty();
        assertThat(reportStatus.event(object, true)).isEmpty();
    }

    @Test
    void shouldReplaceWhatCannotBeStoredWhenAFailureQuotesAService() {
        GenericKubernetesResource object = evaluation("eval-" + ID, ID, "Failed");
        object.setAdditionalProperty(
                "status",
                Map.of(
                        "conditions",
                        List.of(Map.of(
                                "type",
                                "Failed",
                                "status",
                                "True",
                                "reason",
                                "A\u0000",
                                "message",
                                "b\ud800 \u0000c"))));
        WorkflowEvent event = reportStatus.event(object, false).orElseThrow();
        assertThat(Storable.isPoison(event.patch())).isFalse();
        assertThat(event.patch().path("reason").asText()).isEqualTo("A\ufffd");
        assertThat(event.patch().path("message").asText()).isEqualTo("b\ufffd \ufffdc");
        new RememberReport(acknowledged).remember(event);
        assertThat(reportStatus.event(object, false)).isEmpty();
    }

    @Test
    void shouldReportInTheWordsOfTheEntitysKindWhenTwoShareOneResource() {
        Kinds kinds = Kinds.read("""
            edits: []
            kinds:
              - { name: First, resource: firsts, created: Created, success: Ready, failure: Error,
                  cluster: { kind: Evaluation, plural: evaluations, short: first, form: x } }
              - { name: Second, resource: seconds, created: Created, success: Complete, failure: Failed,
                  cluster: { kind: Evaluation, plural: evaluations, short: second, form: x } }
            """);
        ReportStatus shared = new ReportStatus(kinds, acknowledged);
        assertThat(shared.event(evaluation("second-" + ID, ID, "Complete"), false)
                        .orElseThrow()
                        .patch()
                        .path("status")
                        .asText())
                .isEqualTo("Complete");
        assertThat(new WatchedResources(kinds).plurals()).isEqualTo("evaluations");
    }

    private static GenericKubernetesResource evaluation(String name, String id, String condition) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("dyff.io/v1alpha1")
                .withKind("Evaluation")
                .withNewMetadata()
                .withName(name)
                .withUid("uid-1")
                .withResourceVersion("42")
                .endMetadata()
                .addToAdditionalProperties("spec", Map.of("id", id))
                .addToAdditionalProperties(
                        "status",
                        Map.of("conditions", List.of(Map.of("type", condition, "status", "True", "reason", "Done"))))
                .build();
    }
}
