package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.operator.api.Model;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models on a real API server, under the rights that are shipped; a test plays the node. */
class ModelIT extends OperatedStory {

    @Test
    void shouldBeReadyWhenItsFilesAreFetched() {
        Model model = story.create(model(1, "acme/tiny", "main"));

        Pod pod = story.node.pod(model.getMetadata().getName(), "fetch");
        Container fetch = pod.getSpec().getContainers().getFirst();
        assertThat(fetch.getImage()).isEqualTo(TestingOperator.STEPS.image("fetch-model"));
        assertThat(fetch.getArgs()).containsExactly("--model_yaml", "/dyff/manifest/manifest.yaml");
        assertThat(fetch.getEnv()).extracting(EnvVar::getName).containsExactly("HF_ENDPOINT", "HF_TOKEN");
        EnvVar token = fetch.getEnv().get(1);
        assertThat(token.getValue()).isNull();
        assertThat(token.getValueFrom().getSecretKeyRef().getName()).isEqualTo("dyff-hub");
        assertThat(token.getValueFrom().getSecretKeyRef().getOptional()).isTrue();
        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        story.node.succeed(pod);

        story.awaitCondition(model, "Ready", "True");
        assertThat(story.condition(model, "Error").getStatus()).isEqualTo("False");
    }

    @Test
    void shouldFailWithTheWordsOfTheFetch() {
        Model model = story.create(model(2, "acme/none", "main"));

        story.node.fail(
                story.node.pod(model.getMetadata().getName(), "fetch"), 10, "The hub has no acme/none at main.");

        Condition error = story.awaitCondition(model, "Error", "True");
        assertThat(error.getReason()).isEqualTo("FetchFailed");
        assertThat(error.getMessage()).contains("The hub has no acme/none at main.");
    }

    @ParameterizedTest
    @CsvSource({"../x, main, repoID", "a/b/c, main, repoID", "acme/tiny, a b, revision", "acme/tiny, /main, revision"})
    void shouldBeRefusedByTheApiServerWhenItsSourceIsNone(String repository, String revision, String field) {
        assertThatThrownBy(() -> story.create(model(3, repository, revision)))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("spec.source.huggingFaceHub." + field);
    }

    static Model model(int number, String repository, String revision) {
        return Serialization.unmarshal("""
                apiVersion: dyff.io/v1alpha1
                kind: Model
                metadata: {name: model-%1$s}
                spec:
                  id: "%1$s"
                  account: test
                  source:
                    kind: HuggingFaceHub
                    huggingFaceHub: {repoID: "%2$s", revision: "%3$s"}
                """.formatted("%032x".formatted(number), repository, revision), Model.class);
    }
}
