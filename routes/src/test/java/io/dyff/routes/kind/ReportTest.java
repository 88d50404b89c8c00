package io.dyff.routes.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.routes.json.Json;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Kind EVALUATION = Kinds.standard().get("Evaluation");
    private static final Kind SESSION = Kinds.standard().get("InferenceSession");

    @Test
    void shouldHaveNoReasonWhenItSucceeded() {
        assertThat(Report.of(EVALUATION, conditions("Complete", "True", "Complete")))
                .contains(new Report("Complete", null, null));
    }

    @Test
    void shouldKeepReasonAndMessageWhenItFailed() {
        assertThat(Report.of(EVALUATION, conditions("Failed", "True", "InferenceFailed")))
                .contains(new Report("Failed", "InferenceFailed", "said"));
    }

    @Test
    void shouldSayUnverifiedWhenOnlyInferenceIsDone() {
        assertThat(Report.of(EVALUATION, conditions("InferenceComplete", "True", "ClientComplete")))
                .contains(new Report("Admitted", "Unverified", null));
    }

    @Test
    void shouldTellTheEndBeforeProgressWhenBothAreTrue() {
        ArrayNode both = conditions("InferenceComplete", "True", "ClientComplete");
        both.addAll(conditions("Failed", "True", "VerificationFailed"));
        assertThat(Report.of(EVALUATION, both).map(Report::reason)).contains("VerificationFailed");
    }

    @Test
    void shouldSayNothingWhenReadyIsForToolsOnly() {
        assertThat(Report.of(EVALUATION, conditions("Ready", "True", "Done"))).isEmpty();
        assertThat(Report.of(SESSION, conditions("Ready", "True", "Done"))).isEmpty();
    }

    @Test
    void shouldSayAvailableWhenASessionServes() {
        assertThat(Report.of(SESSION, conditions("Available", "True", "MinimumReplicasAvailable")))
                .contains(new Report("Available", null, null));
        assertThat(Report.of(SESSION, conditions("Available", "False", "NoReplicas")))
                .isEmpty();
    }

    @Test
    void shouldHaveNoReasonWhenTheConditionHasNone() {
        ArrayNode odd = Json.mapper().createArrayNode();
        odd.addObject().put("type", "Error").put("status", "True");
        assertThat(Report.of(SESSION, odd)).contains(new Report("Error", null, null));
    }

    @Test
    void shouldSayNothingWhenThereAreNoConditions() {
        assertThat(Report.of(EVALUATION, Json.object().at("/status/conditions")))
                .isEmpty();
    }

    private static ArrayNode conditions(String type, String status, String reason) {
        ArrayNode conditions = Json.mapper().createArrayNode();
        conditions
                .addObject()
                .put("type", type)
                .put("status", status)
                .put("reason", reason)
                .put("message", "said");
        return conditions;
    }
}
