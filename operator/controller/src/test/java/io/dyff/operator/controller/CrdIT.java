package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.operator.api.Evaluation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server makes of the CRDs as committed; no operator runs. */
class CrdIT {

    private final TestingStory story = new TestingStory();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"dataset": "ffffffffffffffffffffffffffffffff"} | dataset is immutable
                    {"replications": 3}                             | replications is immutable
                    {"workersPerReplica": 3}                        | workersPerReplica is immutable
                    {"interface": {"endpoint": "other"}}            | interface is immutable
                    {"inferenceSession": {"image": "other"}}        | inferenceSession is immutable
                    {"client": {"batchSize": 5}}                    | client is immutable
                    {"securityContext": {"trusted": true}}          | securityContext is immutable
                    {"ttlSecondsAfterFinished": 5}                  | ttlSecondsAfterFinished is immutable
                    """)
    void shouldNameTheFieldWhenItMayNotChange(String change, String complaint) {
        Evaluation evaluation = story.evaluate(1);

        assertThatThrownBy(() -> patch(evaluation, change))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void shouldLetItBeSuspendedAndResumed() {
        Evaluation evaluation = story.evaluate(1);

        patch(evaluation, "{\"suspend\": true}");
        patch(evaluation, "{\"suspend\": false}");

        assertThat(story.live(evaluation).getMetadata().getGeneration()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id: short",
                "account: 'not an account'",
                "replications: 0",
                "client: {badRequestPolicy: Sometimes}",
                "client: {transientErrorRetryDelaySeconds: 0}",
                "inferenceSession: {replicas: 1}",
                "inferenceSession: {image: model, accelerator: {kind: TPU}}",
                "inferenceSession: {image: model}\n  inferenceSessionReference: 'ffffffffffffffffffffffffffffffff'"
            })
    void shouldRefuseWhatCanNeverRun(String line) {
        Evaluation evaluation = TestingStory.evaluation(1);
        GenericKubernetesResource raw = raw(evaluation, line);

        assertThatThrownBy(() ->
                        story.admin.resource(raw).inNamespace(story.namespace).create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("is invalid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    image: 'a b'                                                              | spec.inferenceSession.image
                    image: ''                                                                 | spec.inferenceSession.image
                    image: m, resources: {requests: {memory: lots}}                           | spec.inferenceSession.resources.requests.memory
                    image: m, resources: {limits: {cpu: '-1'}}                                | spec.inferenceSession.resources.limits.cpu
                    image: m, resources: {limits: {cpu: -1}}                                  | spec.inferenceSession.resources.limits.cpu
                    image: m, env: [{name: 'A=B'}]                                            | spec.inferenceSession.env[0].name
                    image: m, accelerator: {kind: GPU}                                        | spec.inferenceSession.accelerator.gpu
                    image: m, accelerator: {kind: GPU, gpu: {hardwareTypes: ['a gpu']}}       | spec.inferenceSession.accelerator.gpu.hardwareTypes[0]
                    image: m, dependencies: [{kind: ReadOnlyVolume}]                          | spec.inferenceSession.dependencies[0].readOnlyVolume
                    image: m, dependencies: [{kind: ReadOnlyVolume, readOnlyVolume: {name: tmp, claimName: c, mountPath: /m}}] | spec.inferenceSession.dependencies[0].readOnlyVolume.name
                    image: m, dependencies: [{kind: ReadOnlyVolume, readOnlyVolume: {name: m, claimName: c, mountPath: m}}]    | spec.inferenceSession.dependencies[0].readOnlyVolume.mountPath
                    """)
    void shouldNameTheFieldOfASessionThatCanNeverStart(String template, String field) {
        Evaluation evaluation = TestingStory.evaluation(1);
        GenericKubernetesResource raw = raw(evaluation, "inferenceSession: {" + template + "}");

        assertThatThrownBy(() ->
                        story.admin.resource(raw).inNamespace(story.namespace).create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(field + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0.5", "500m", "4Gi", "1e3", ".5", "2."})
    void shouldTakeEveryFormOfAQuantity(String quantity) {
        GenericKubernetesResource raw = raw(
                TestingStory.evaluation(1),
                "inferenceSession: {image: m, resources: {requests: {memory: '%s', cpu: 2}}}".formatted(quantity));

        assertThat(story.admin.resource(raw).inNamespace(story.namespace).create())
                .isNotNull();
    }

    @Test
    void shouldNameWhatIsWrongWithANameThatNoChildCanHave() {
        Evaluation evaluation = TestingStory.evaluation(1);
        evaluation.getMetadata().setName("e".repeat(57));

        assertThatThrownBy(() -> story.create(evaluation))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("metadata.name: must begin with a letter")
                .hasMessageContaining("at most 56 characters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "status": "True"                                                       | lastTransitionTime
                    "status": "True", "lastTransitionTime": "yesterday"                    | lastTransitionTime
                    "status": "yes", "lastTransitionTime": "2026-03-01T12:00:00Z"          | status
                    """)
    void shouldRefuseAConditionThatNobodyCanRead(String fields, String field) {
        Evaluation evaluation = story.evaluate(1);

        assertThatThrownBy(() -> story.admin
                        .resource(evaluation)
                        .inNamespace(story.namespace)
                        .subresource("status")
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"status\": {\"conditions\": [{\"type\": \"Mine\", %s}]}}".formatted(fields)))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("status.conditions[0]." + field);
    }

    @Test
    void shouldTakeNullForAbsentAndKeepFreeJson() {
        Map<String, Object> schema = Map.of("arrowSchema", "AAAA", "jsonSchema", Map.of("any", Map.of("thing", 1)));
        GenericKubernetesResource raw = raw(
                TestingStory.evaluation(1),
                "workersPerReplica: null\n  outputDatasetPartitions: null\n  inferenceSessionReference: null\n"
                        + "  client: {extraOptions: null, inputPipeline: null}\n"
                        + "  interface: {endpoint: e, outputSchema: "
                        + Serialization.asJson(schema)
                        + ", inputPipeline: null}");

        GenericKubernetesResource created =
                story.admin.resource(raw).inNamespace(story.namespace).create();

        assertThat((Object) created.get("spec", "interface", "outputSchema")).isEqualTo(schema);
        assertThat((Integer) created.get("spec", "client", "batchSize")).isEqualTo(1000);
        assertThat((Integer) created.get("spec", "inferenceSession", "replicas"))
                .isEqualTo(1);
    }

    private static GenericKubernetesResource raw(Evaluation evaluation, String lines) {
        GenericKubernetesResource raw =
                Serialization.unmarshal(Serialization.asJson(evaluation), GenericKubernetesResource.class);
        Map<String, Object> spec = raw.get("spec");
        spec.putAll(Serialization.unmarshal("  " + lines, Map.class));
        return raw;
    }

    private void patch(Evaluation evaluation, String spec) {
        story.admin
                .resources(Evaluation.class)
                .inNamespace(story.namespace)
                .withName(evaluation.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": " + spec + "}");
    }
}
