package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.InferenceSession;
import io.dyff.operator.api.Model;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin as it is shipped, started by the real kubectl, beside a running operator. */
class KubectlDyffIT extends OperatedStory {

    @TempDir
    Path folder;

    private TestingKubectl kubectl;

    @BeforeEach
    void connect() {
        kubectl = new TestingKubectl(story.namespace, folder);
    }

    @Test
    void shouldShowAllThatBelongsToAnEvaluation() throws JsonProcessingException {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        String client = story.client(evaluation).getMetadata().getName();
        story.awaitReason(evaluation, "Reconciling", "InferenceRunning");

        String text = kubectl.ok("dyff", "tree", "evaluation/" + name);
        JsonNode tree = Serialization.jsonMapper()
                .readTree(kubectl.ok("dyff", "tree", "eval", name, "-o", "json", "-n", story.namespace));

        assertThat(text.lines().toList().getFirst())
                .startsWith("Evaluation/" + name)
                .contains("Running (InferenceRunning)");
        assertThat(text)
                .containsPattern("─ InferenceSession/" + name + "-infer +Available")
                .containsPattern("│ +├─ Deployment/" + name + "-infer +1/1 ready")
                .containsPattern("│ +│ +└─ Pod/" + name + "-infer-\\S+ +Running, ready")
                .containsPattern("│ +└─ Service/" + name + "-infer +port 80")
                .containsPattern("─ Job/" + name + "-client +Running, 1 active")
                .containsPattern("─ Pod/" + client + " +Pending");
        assertThat(tree.path("children").findValuesAsText("kind"))
                .contains("InferenceSession", "Deployment", "Service", "Job", "ConfigMap", "Pod");
    }

    @Test
    void shouldSayWhyAnEvaluationWaitsForAnImage() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();

        story.node.keepWaiting(
                story.node.pod(name + "-infer", "infer"), "ImagePullBackOff", "Back-off pulling image model:1");
        story.awaitReason(evaluation, "Reconciling", "ImagePullFailed");
        String why = kubectl.dyff("why", "evaluation/" + name);

        assertThat(why.lines().toList().getFirst()).contains("evaluation/" + name + " is Running (ImagePullFailed)");
        assertThat(why)
                .containsPattern("Pod/" + name + "-infer-\\S+  ImagePullBackOff: Back-off pulling image model:1")
                .contains("Next:", "Check the image's name, tag or digest")
                .containsPattern("Evaluation/" + name + "  ImagePullFailed");
        assertThat(kubectl.ok("events", "--for", "evaluation/" + name)).containsPattern("Warning +ImagePullFailed");
    }

    @Test
    void shouldSayWhyAModelGetsNoPodAndGoOnWhenItDoes() {
        var quota = story.create(new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("no-pods")
                .endMetadata()
                .withNewSpec()
                .addToHard("pods", new Quantity("0"))
                .endSpec()
                .build());
        Model model = story.create(ModelIT.model(1, "acme/tiny", "main"));
        String name = model.getMetadata().getName();
        assertThat(story.awaitReason(model, "Reconciling", "QuotaExceeded").getMessage())
                .contains("Job " + name + "-fetch", "exceeded quota: no-pods");

        String why = kubectl.dyff("why", "model/" + name);

        assertThat(why)
                .contains("is Running (QuotaExceeded)", "Job/" + name + "-fetch  FailedCreate")
                .contains("describe resourcequota");
        story.admin.resource(quota).delete();
        story.node.succeed(story.node.pod(name, "fetch"));
        story.awaitCondition(model, "Ready", "True");
        assertThat(kubectl.dyff("why", "model/" + name)).contains("Next:\n  Nothing");
    }

    @Test
    void shouldSayThatTheSessionWhichAnEvaluationUsesIsNotThere() {
        Evaluation evaluation = story.evaluate(1, "inferenceSessionReference: '%032x'".formatted(7));
        String name = evaluation.getMetadata().getName();
        story.node.pod(name, "client");
        String session = "InferenceSession/session-%032x".formatted(7);

        assertThat(kubectl.dyff("why", "evaluation/" + name))
                .contains(session + "  Missing: there is none of that name", "Create inferencesession/session-");

        story.serve(7);
        assertThat(kubectl.dyff("tree", "evaluation/" + name)).containsPattern(session + " +\\S.* \\(used\\)");
    }

    @Test
    void shouldDescribeASessionOnOneScreen() {
        InferenceSession session = story.serve(1);
        String name = session.getMetadata().getName();
        story.node.refuseRoom(story.node.pod(name, "infer"), "0/3 nodes are available");
        story.awaitReason(session, "Reconciling", "Unschedulable");

        assertThat(kubectl.dyff("describe", "session/" + name))
                .contains("inferencesession/" + name + "   namespace " + story.namespace)
                .contains("Spec:", "image: \"registry.example/model:1\"")
                .containsPattern("Conditions:\\R +Available +False +Unschedulable: pod ")
                .containsPattern("Objects:\\R +InferenceSession/" + name)
                .contains("0/3 nodes are available", "free a node or add one");
    }

    @Test
    void shouldSayThatTheStepHasNotStartedWhenItHasNoLog() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        story.client(evaluation);

        TestingKubectl.Result result = kubectl.tryDyff("logs", "evaluation/" + name, "--step", "client");
        TestingKubectl.Result other = kubectl.tryDyff("logs", "evaluation/" + name, "--step", "brew");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("has not started yet", "kubectl dyff why evaluation/" + name);
        assertThat(other.code()).isEqualTo(4);
        assertThat(other.err()).contains("no pod of a step 'brew'; there are: ", "client", "infer");
    }

    @Test
    void shouldNameWhatIsMissingOrNotAllowed() {
        TestingKubectl.Result kind = kubectl.tryDyff("tree", "experiment/a");
        TestingKubectl.Result object = kubectl.run("dyff", "why", "evaluation/nowhere");
        TestingKubectl.Result forbidden = kubectl.tryDyff("why", "evaluation/nowhere", "--context", "viewer");
        TestingKubectl.Result context = kubectl.tryDyff("why", "evaluation/nowhere", "--context", "moon");

        assertThat(kind.code()).isEqualTo(2);
        assertThat(kind.err())
                .contains(
                        "there is no kind 'experiment'; the kinds are: analysis, dataset, evaluation (eval), inferencesession");
        assertThat(object.code()).isEqualTo(4);
        assertThat(object.err()).contains("there is no evaluation/nowhere in the namespace " + story.namespace);
        assertThat(forbidden.code()).isEqualTo(77);
        assertThat(forbidden.err()).contains("cannot get resource \"evaluations\" in API group \"dyff.io\"");
        assertThat(context.code()).isEqualTo(69);
        assertThat(context.err()).contains("there is no context 'moon'; there are: admin, api, informer, operator");
    }

    @Test
    void shouldShowWhatItMayAndNameWhatItMayNot() {
        Evaluation evaluation = story.evaluate(1, "inferenceSessionReference: '%032x'".formatted(7));
        String name = evaluation.getMetadata().getName();
        story.node.pod(name, "client");
        kubectl.ok("create", "role", "reader", "--verb=get,list", "--resource=evaluations.dyff.io,jobs.batch");
        kubectl.ok("create", "rolebinding", "reader", "--role=reader", "--user=viewer");

        String why = kubectl.dyff("why", "evaluation/" + name, "--context", "viewer");

        assertThat(why)
                .contains(
                        "Not looked at:", "cannot list resource \"pods\"", "cannot get resource \"inferencesessions\"");
        assertThat(kubectl.dyff("tree", "evaluation/" + name, "--context", "viewer"))
                .contains("Job/" + name + "-client")
                .doesNotContain("Pod/");
    }

    @Test
    void shouldCompleteWordsWhereKubectlDoes() {
        assertThat(kubectl.ok("__complete", "dyff", "")).contains("tree", "why", "logs", "describe");
        assertThat(kubectl.ok("__complete", "dyff", "wh")).contains("why\n:4");
        assertThat(kubectl.ok("__complete", "dyff", "tree", "ev")).contains("evaluation/\n:6");
    }
}
