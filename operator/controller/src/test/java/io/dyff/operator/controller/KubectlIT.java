package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.InferenceSession;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get who have nothing but kubectl. */
class KubectlIT extends OperatedStory {

    @TempDir
    Path folder;

    private TestingKubectl kubectl;

    @BeforeEach
    void connect() {
        kubectl = new TestingKubectl(story.namespace, folder);
    }

    @Test
    void shouldListAllKindsTogetherWithTheirStateAndNoneOfThemInAll() {
        Evaluation evaluation = story.evaluate(1);
        InferenceSession session = story.serve(2);
        story.awaitReason(evaluation, "Reconciling", "SessionStarting");
        story.awaitReason(session, "Reconciling", "Starting");

        String all = kubectl.ok("get", "dyff");

        assertThat(all)
                .containsPattern("NAME +STATUS +REASON +PROGRESS +ROWS +ACCOUNT +AGE")
                .containsPattern("evaluation.dyff.io/eval-\\S+ +Running +SessionStarting +0/2 +test +\\d+")
                .containsPattern("NAME +STATUS +REASON +READY +REPLICAS +ACCOUNT +AGE")
                .containsPattern("inferencesession.dyff.io/session-\\S+ +Starting +Starting +0 +1 +test +\\d+");
        assertThat(kubectl.ok("get", "eval", "-o", "wide"))
                .containsPattern("DATASET +IMAGE +MESSAGE")
                .contains("registry.example/model:1", "does not serve yet");
        assertThat(kubectl.ok("get", "all")).doesNotContain("dyff.io/");
    }

    @ParameterizedTest
    @CsvSource({
        "analysis,         Analyzed:",
        "evaluation,       InferenceComplete:",
        "inferencesession, Available:",
        "model,            Fetched:",
        "report,           Reported:"
    })
    void shouldExplainConditionsOfEachKind(String kind, String condition) {
        assertThat(kubectl.ok("explain", kind + ".status.conditions"))
                .contains(condition, "Ready:", "Reconciling:", "Stalled:")
                .contains("lastTransitionTime", "Since when the status is what it is");
    }

    @Test
    void shouldWaitUntilAnEvaluationIsComplete() {
        Evaluation evaluation = story.evaluate(1);
        String name = "evaluation/" + evaluation.getMetadata().getName();
        assertThat(kubectl.run("wait", "--for=condition=Ready", name, "--timeout=1s")
                        .code())
                .isNotZero();

        story.runSteps(evaluation);

        kubectl.ok("wait", "--for=condition=Complete", name, "--timeout=120s");
        kubectl.ok("wait", "--for=condition=Ready", name, "--timeout=120s");
        assertThat(kubectl.ok("get", name)).contains("2/2");
        assertThat(kubectl.ok("describe", name)).containsPattern("Normal +Complete");
    }

    @Test
    void shouldScaleASessionAndItsDeployment() {
        InferenceSession session = story.serve(1);
        String name = session.getMetadata().getName();
        story.node.ready(story.node.pod(name, "infer"));
        kubectl.ok("wait", "--for=condition=Ready", "session/" + name, "--timeout=120s");

        kubectl.ok("scale", "session/" + name, "--current-replicas=1", "--replicas=3");

        story.awaitObject(Deployment.class, name, found -> found.getSpec().getReplicas() == 3);
        InferenceSession scaled = story.awaitObject(
                InferenceSession.class,
                name,
                found -> Integer.valueOf(3).equals(found.getStatus().replicas())
                        && Integer.valueOf(1).equals(found.getStatus().readyReplicas()));
        assertThat(scaled.getSpec().replicas()).isEqualTo(3);
        String scale = kubectl.ok(
                "get",
                "--raw",
                "/apis/dyff.io/v1alpha1/namespaces/%s/inferencesessions/%s/scale".formatted(story.namespace, name));
        assertThat(Serialization.unmarshal(scale, Scale.class).getStatus()).satisfies(status -> {
            assertThat(status.getReplicas()).isEqualTo(3);
            assertThat(kubectl.ok("get", "pods", "-l", status.getSelector(), "-o", "name")
                            .lines())
                    .hasSize(3);
        });
    }

    @ParameterizedTest
    @CsvSource({"--server-side=false", "--server-side=true"})
    void shouldChangeNothingWhenTheSameIsAppliedTwice(String side) throws IOException {
        Evaluation evaluation = TestingStory.evaluation(1);
        String file = file(evaluation);
        kubectl.ok("apply", side, "-f", file);
        story.runToEnd(evaluation);
        String before = story.live(evaluation).getMetadata().getResourceVersion();

        kubectl.ok("apply", side, "-f", file);
        assertThat(kubectl.ok("diff", side, "-f", file)).isEmpty();

        assertThat(story.live(evaluation).getMetadata().getResourceVersion()).isEqualTo(before);
    }

    @Test
    void shouldNameTheFieldAndTheFixWhenWhatIsAppliedCannotChange() throws IOException {
        kubectl.ok("apply", "-f", file(TestingStory.evaluation(1)));

        TestingKubectl.Result result =
                kubectl.run("apply", "-f", file(TestingStory.evaluation(1, "workersPerReplica: 9")));

        assertThat(result.code()).isNotZero();
        assertThat(result.err())
                .contains("spec.workersPerReplica")
                .contains("workersPerReplica is immutable: delete the evaluation and create it again");
    }

    @Test
    void shouldTellASecondManagerWhoseFieldItWouldTake() throws IOException {
        String file = file(TestingStory.evaluation(1));
        kubectl.ok("apply", "--server-side", "--field-manager=one", "-f", file);
        String other = file(TestingStory.evaluation(1, "suspend: true"));
        kubectl.ok("apply", "--server-side", "--field-manager=two", "-f", other);

        TestingKubectl.Result result = kubectl.run(
                "apply",
                "--server-side",
                "--field-manager=one",
                "-f",
                file(TestingStory.evaluation(1, "suspend: false")));

        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains("conflict with \"two\"", ".spec.suspend");
    }

    private String file(Evaluation evaluation) throws IOException {
        Path file = Files.createTempFile(folder, "evaluation", ".yaml");
        return Files.writeString(file, Serialization.asYaml(evaluation)).toString();
    }
}
