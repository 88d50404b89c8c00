package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.Analysis;
import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.Report;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Analyses and reports on a real API server, under the rights that are shipped; a test plays the node. */
class AnalysisIT extends OperatedStory {

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(analysis(1), "registry.example/report:1", "Analyzed"),
                Arguments.of(report(1), TestingOperator.STEPS.image("run-report"), "Reported"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("kinds")
    void shouldCompleteWhenOutputIsPublished(DyffResource<?> resource, String image, String step) {
        DyffResource<?> created = story.create(resource);

        Pod pod = story.node.pod(created.getMetadata().getName(), "run");
        assertThat(pod.getSpec().getInitContainers())
                .extracting(Container::getName)
                .containsExactly("fetch", "run");
        Container run = pod.getSpec().getInitContainers().get(1);
        assertThat(run.getImage()).isEqualTo(image);
        assertThat(run.getEnvFrom()).isEmpty();
        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        story.node.succeed(pod);

        story.awaitCondition(created, "Complete", "True");
        assertThat(story.condition(created, step).getStatus()).isEqualTo("True");
    }

    @Test
    void shouldFailWithTheWordsOfThePublisherWhenTheMethodFailed() {
        Analysis analysis = story.create(analysis(2));

        story.node.fail(
                story.node.pod(analysis.getMetadata().getName(), "run"),
                20,
                "The analysis ended with exit code 1: RuntimeError: no");

        Condition failed = story.awaitCondition(analysis, "Failed", "True");
        assertThat(failed.getReason()).isEqualTo("RunFailed");
        assertThat(failed.getMessage()).contains("RuntimeError: no");
    }

    @Test
    void shouldBeRefusedByTheApiServerWhenItsDataIsNoBase64() {
        Analysis analysis = analysis(3);
        Analysis wrong =
                Serialization.unmarshal(Serialization.asYaml(analysis).replace("e30=", "no base64"), Analysis.class);

        Assertions.assertThatThrownBy(() -> story.create(wrong))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("spec.data[0].value");
    }

    @Test
    void shouldBeRefusedByTheApiServerWhenTheRubricIsNoNameOfAClass() {
        Report wrong = Serialization.unmarshal(
                Serialization.asYaml(report(4)).replace("counting.Words", "counting; import os"), Report.class);

        Assertions.assertThatThrownBy(() -> story.create(wrong))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("spec.report");
    }

    static Report report(int number) {
        return Serialization.unmarshal("""
                apiVersion: dyff.io/v1alpha1
                kind: Report
                metadata: {name: report-%1$s}
                spec:
                  id: "%1$s"
                  account: test
                  report: counting.Words
                  dataset: "%1$s"
                  evaluation: "%1$s"
                  securityContext: {trusted: false}
                """.formatted("%032x".formatted(number)), Report.class);
    }

    static Analysis analysis(int number) {
        return Serialization.unmarshal("""
                apiVersion: dyff.io/v1alpha1
                kind: Analysis
                metadata: {name: measurement-%1$s}
                spec:
                  id: "%1$s"
                  account: test
                  output: Measurement
                  image: registry.example/report:1
                  inputs: [{keyword: items, kind: Dataset, entity: "%1$s"}]
                  modules: ["%1$s"]
                  data: [{key: analysis, value: e30=}]
                """.formatted("%032x".formatted(number)), Analysis.class);
    }
}
