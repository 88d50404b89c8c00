package io.dyff.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SerializationTest {

    private static final String EVALUATION = """
            apiVersion: dyff.io/v1alpha1
            kind: Evaluation
            metadata: {name: eval-a}
            spec:
              id: "0000000000000000000000000000000a"
              account: test
              dataset: "0000000000000000000000000000000b"
              workersPerReplica: null
              interface:
                endpoint: v1/generate
                outputSchema:
                  arrowSchema: AAAA
                  jsonSchema: {properties: {text: {default: null, enum: [a, 1]}}}
                  dyffSchema: null
              inferenceSession:
                image: model:1
                resources: {requests: {cpu: 1, memory: 4Gi}}
              client: {badRequestPolicy: Skip}
            """;

    @Test
    void shouldBeReadAsOurTypesByTheClientsOwnMapper() {
        assertThat((Object) Serialization.unmarshal(EVALUATION)).isInstanceOf(Evaluation.class);
    }

    @Test
    void shouldHaveDefaultsWhereTheServerKnowsNone() {
        EvaluationSpec spec =
                Serialization.unmarshal(EVALUATION, Evaluation.class).getSpec();

        assertThat(spec.replications()).isEqualTo(1);
        assertThat(spec.inferenceSession().replicas()).isEqualTo(1);
        assertThat(spec.inferenceSession().useSpotPods()).isTrue();
        assertThat(spec.client().badRequestPolicy()).isEqualTo(ClientOptions.BadRequestPolicy.Skip);
        assertThat(spec.client().totalTimeoutSeconds()).isEqualTo(7200);
        assertThat(spec.suspended()).isFalse();
        assertThat(spec.untrusted()).isFalse();
    }

    @Test
    void shouldPassFreeJsonThroughWhenWritten() {
        Evaluation evaluation = Serialization.unmarshal(EVALUATION, Evaluation.class);

        JsonNode schema = Serialization.jsonMapper()
                .convertValue(evaluation, JsonNode.class)
                .at("/spec/interface/outputSchema");

        assertThat(schema.at("/jsonSchema/properties/text").toString())
                .isEqualTo("{\"default\":null,\"enum\":[\"a\",1]}");
        assertThat(schema.path("arrowSchema").asText()).isEqualTo("AAAA");
    }

    @Test
    void shouldKeepTheFieldsOfTheTemplateBesideItsOwn() {
        SessionTemplate template =
                Serialization.unmarshal(EVALUATION, Evaluation.class).getSpec().inferenceSession();

        InferenceSessionSpec spec = InferenceSessionSpec.of(DyffGroup.NULL_ID, "test", template, null, false);

        assertThat(spec.template()).isEqualTo(template);
        assertThat(Serialization.jsonMapper().convertValue(spec, Map.class))
                .containsEntry("image", "model:1")
                .doesNotContainKey("template");
    }
}
