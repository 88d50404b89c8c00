package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.InferenceSession;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Evaluations on a real control plane, under the role that is shipped. */
class EvaluationIT extends OperatedStory {

    @Test
    void shouldReportItsStepsInOrderWhenAllEndWell() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        Condition started = story.awaitReason(evaluation, "InferenceComplete", "SessionStarting");
        assertThat(story.jobs()).as("what would only wait for the session").isEmpty();
        assertThat(story.condition(evaluation, "Ready").getStatus()).isEqualTo("False");

        node().ready(node().pod(name + "-infer", "infer"));
        story.awaitReason(evaluation, "InferenceComplete", "InferenceRunning");
        node().succeed(node().pod(name, "client"));
        Condition inference = story.awaitCondition(evaluation, "InferenceComplete", "True");
        assertThat(story.condition(evaluation, "Complete").getStatus()).isEqualTo("False");
        story.awaitGone(InferenceSession.class, name + "-infer");
        node().succeed(node().pod(name, "verify"));

        Condition complete = story.awaitCondition(evaluation, "Complete", "True");
        Condition failed = story.condition(evaluation, "Failed");
        assertThat(complete.getReason()).isEqualTo("Complete");
        assertThat(failed.getStatus()).isEqualTo("False");
        assertThat(failed.getReason()).isEqualTo("Complete");
        assertThat(failed.getMessage()).isEqualTo(complete.getMessage());
        assertThat(failed.getLastTransitionTime()).isEqualTo(started.getLastTransitionTime());
        assertThat(at(inference)).isBetween(at(started), at(complete));
        assertThat(story.condition(evaluation, "Verified").getStatus()).isEqualTo("True");
        assertThat(story.condition(evaluation, "Ready").getStatus()).isEqualTo("True");
        assertThat(story.live(evaluation).getStatus().conditions())
                .allSatisfy(condition -> assertThat(condition.getReason()).isNotEmpty())
                .allSatisfy(condition ->
                        assertThat(condition.getObservedGeneration()).isEqualTo(1));
        assertThat(story.live(evaluation).getStatus().state()).isEqualTo("Complete");
        assertThat(story.live(evaluation).getFinalizers()).isEmpty();
        story.awaitGone(Deployment.class, name + "-infer");
        story.awaitGone(Service.class, name + "-infer");
    }

    @Test
    void shouldNeedAtMostFifteenWritesForAnEvaluation() {
        long before = operator.figures().writes();

        story.runToEnd(story.evaluate(1));

        long writes = operator.figures().writes() - before;
        System.out.printf("writes: %d for an evaluation from its creation to Complete%n", writes);
        assertThat(writes).isLessThanOrEqualTo(15);
    }

    @Test
    void shouldNeedAtMostEightWritesWhenTheSessionIsAnothers() {
        long before = operator.figures().writes();

        story.runToEnd(story.evaluate(1, "inferenceSessionReference: '" + "a".repeat(32) + "'"));

        assertThat(operator.figures().writes() - before).isLessThanOrEqualTo(8);
    }

    @Test
    void shouldFailWithTheLastWordsOfTheClientWhenItFails() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();

        node().refuse(story.client(evaluation), "no program is mapped to the image");

        Condition failed = story.awaitCondition(evaluation, "Failed", "True");
        assertThat(failed.getReason()).isEqualTo("InferenceFailed");
        assertThat(failed.getMessage())
                .contains(name + "-client", "PodFailurePolicy", "no program is mapped to the image");
        assertThat(story.condition(evaluation, "Stalled").getStatus()).isEqualTo("True");
        assertThat(story.get(Job.class, name + "-client")).isNotNull();
        assertThat(story.get(Job.class, name + "-verify")).isNull();
        story.awaitGone(InferenceSession.class, name + "-infer");
    }

    @Test
    void shouldFailWithVerificationFailedWhenOutputsAreMissing() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        node().succeed(story.client(evaluation));

        node().fail(node().pod(name, "verify"), 2, "missing: 3 of 10");

        Condition failed = story.awaitCondition(evaluation, "Failed", "True");
        assertThat(failed.getReason()).isEqualTo("VerificationFailed");
        assertThat(failed.getMessage()).contains("exit code 2", "missing: 3 of 10");
        assertThat(story.condition(evaluation, "InferenceComplete").getStatus()).isEqualTo("True");
    }

    @Test
    void shouldFailWithTheSessionsMessageWhenItCanNeverStart() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        Pod model = node().pod(name + "-infer", "infer");

        node().keepWaiting(model, "ErrImageNeverPull", "registry.example/model:1 is in no mapping file");

        Condition failed = story.awaitCondition(evaluation, "Failed", "True");
        assertThat(failed.getReason()).isEqualTo("InferenceFailed");
        assertThat(failed.getMessage()).contains("ErrImageNeverPull", "registry.example/model:1 is in no mapping file");
        story.awaitGone(InferenceSession.class, name + "-infer");
        assertThat(story.jobs()).isEmpty();
    }

    @Test
    void shouldRunToItsEndWhenItBelongsToAnObjectOfOthers() {
        ConfigMap owner = story.create(new ConfigMapBuilder()
                .withNewMetadata()
                .withName("owner")
                .endMetadata()
                .build());
        Evaluation evaluation = TestingStory.evaluation(1);
        evaluation
                .getMetadata()
                .setOwnerReferences(List.of(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("ConfigMap")
                        .withName("owner")
                        .withUid(owner.getMetadata().getUid())
                        .build()));

        story.runToEnd(story.create(evaluation));
    }

    @Test
    void shouldMakeNoSessionWhenItRefersToOne() {
        Evaluation evaluation = story.evaluate(1, "inferenceSessionReference: '" + "a".repeat(32) + "'");

        story.runToEnd(evaluation);

        assertThat(story.get(InferenceSession.class, evaluation.getMetadata().getName() + "-infer"))
                .isNull();
    }

    @Test
    void shouldRunNothingWhileItIsSuspended() {
        Evaluation evaluation = story.evaluate(1, "suspend: true");
        String name = evaluation.getMetadata().getName();
        assertThat(story.awaitCondition(evaluation, "Reconciling", "True").getReason())
                .isEqualTo("Suspended");
        assertThat(story.live(evaluation).getStatus().state()).isEqualTo("Suspended");
        story.awaitObject(Deployment.class, name + "-infer", d -> d.getSpec().getReplicas() == 0);
        assertThat(story.jobs()).isEmpty();

        suspend(evaluation, false);

        story.runToEnd(evaluation);
        assertThat(story.condition(evaluation, "Complete").getObservedGeneration())
                .isEqualTo(2);
    }

    @Test
    void shouldStopItsPodsWhenItIsSuspendedOnTheWay() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        story.client(evaluation);

        suspend(evaluation, true);

        story.awaitReason(evaluation, "Reconciling", "Suspended");
        await().atMost(TestingStory.PATIENCE)
                .until(() -> node().pods(name, "client").isEmpty()
                        && node().pods(name + "-infer", "infer").isEmpty());
    }

    @ParameterizedTest
    @EnumSource(
            value = DeletionPropagation.class,
            names = {"BACKGROUND", "FOREGROUND"})
    void shouldLeaveNothingBehindWhenItIsDeleted(DeletionPropagation propagation) {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();
        story.client(evaluation);

        story.admin
                .resource(evaluation)
                .inNamespace(story.namespace)
                .withPropagationPolicy(propagation)
                .delete();

        story.awaitGone(Evaluation.class, name);
        story.awaitGone(InferenceSession.class, name + "-infer");
        story.awaitGone(Deployment.class, name + "-infer");
        story.awaitGone(Service.class, name + "-infer");
        story.awaitGone(Job.class, name + "-client");
        story.awaitGone(ConfigMap.class, name + "-manifest");
        await().atMost(TestingStory.PATIENCE)
                .until(() -> story.admin
                        .pods()
                        .inNamespace(story.namespace)
                        .list()
                        .getItems()
                        .isEmpty());
    }

    @Test
    void shouldStartAfreshWhenTheSameNameIsCreatedAgainAtOnce() {
        Evaluation first = story.evaluate(1);
        story.client(first);
        Job job = story.awaitObject(Job.class, first.getMetadata().getName() + "-client", found -> true);

        story.admin.resource(first).inNamespace(story.namespace).delete();
        Evaluation second = story.evaluate(1);

        story.client(second);
        story.awaitObject(
                Job.class,
                job.getMetadata().getName(),
                found -> !found.getMetadata().getUid().equals(job.getMetadata().getUid())
                        && found.getMetadata().getOwnerReferences().stream()
                                .allMatch(o ->
                                        o.getUid().equals(second.getMetadata().getUid())));
        node().succeed(node().pod(second.getMetadata().getName(), "client"));
        node().succeed(node().pod(second.getMetadata().getName(), "verify"));
        story.awaitCondition(second, "Complete", "True");
    }

    @Test
    void shouldNameTheFieldWhenTheSpecCanNeverRun() {
        Evaluation evaluation = story.evaluate(
                1, "inferenceSession: {image: m, resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}}}");

        Condition failed = story.awaitCondition(evaluation, "Failed", "True");

        assertThat(failed.getReason()).isEqualTo("InferenceFailed");
        assertThat(failed.getMessage()).contains("resources.requests", "must be less than or equal to memory limit");
        assertThat(story.condition(evaluation, "Stalled").getStatus()).isEqualTo("True");
        story.awaitGone(Job.class, evaluation.getMetadata().getName() + "-client");
    }

    @Test
    void shouldBeRefusedWhenNeitherSessionNorReferenceIsGiven() {
        Evaluation evaluation = TestingStory.evaluation(1, "inferenceSession: null");

        Assertions.assertThatThrownBy(() -> story.create(evaluation))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("exactly one of inferenceSession and inferenceSessionReference");
    }

    @Test
    void shouldBeDeletedWhenItsTimeAfterTheEndIsUp() {
        Evaluation evaluation = story.evaluate(1, "ttlSecondsAfterFinished: 1");

        story.runSteps(evaluation);

        story.awaitGone(Evaluation.class, evaluation.getMetadata().getName());
        story.awaitGone(Job.class, evaluation.getMetadata().getName() + "-verify");
    }

    @Test
    void shouldLeaveItAloneWhenAnotherControllerIsNamed() {
        Evaluation other = story.evaluate(1, "managedBy: example.org/other");

        story.runToEnd(story.evaluate(2));

        assertThat(story.live(other).getStatus()).isNull();
        assertThat(story.jobs())
                .noneMatch(job -> job.getMetadata()
                        .getName()
                        .startsWith(other.getMetadata().getName()));
    }

    @Test
    void shouldSayWhyItWaitsWhenAPodOfAStepCannotStart() {
        Evaluation evaluation = story.evaluate(1);

        node().keepWaiting(story.client(evaluation), "CreateContainerConfigError", "secret \"dyff-storage\" not found");

        Condition reconciling = story.awaitReason(evaluation, "Reconciling", "ContainerConfigError");
        assertThat(reconciling.getMessage()).contains("secret \"dyff-storage\" not found");
    }

    @Test
    void shouldGiveTheStorageSecretToItsOwnProgramsOnly() {
        Evaluation evaluation = story.evaluate(1);
        String name = evaluation.getMetadata().getName();

        Pod model = node().pod(name + "-infer", "infer");
        Pod client = story.client(evaluation);

        assertThat(client.getSpec()
                        .getContainers()
                        .getFirst()
                        .getEnvFrom()
                        .getFirst()
                        .getSecretRef()
                        .getName())
                .isEqualTo("dyff-storage");
        assertThat(model.getSpec().getContainers().getFirst().getEnvFrom()).isEmpty();
        assertThat(List.of(client, model)).allSatisfy(pod -> {
            assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSpec().getVolumes()).noneMatch(volume -> volume.getProjected() != null);
        });
    }

    @Test
    void shouldSpeakOfTheNewGenerationWhenItIsEditedAfterItsEnd() {
        Evaluation evaluation = story.evaluate(1);
        story.runToEnd(evaluation);

        suspend(evaluation, true);

        await().atMost(TestingStory.PATIENCE)
                .untilAsserted(
                        () -> assertThat(story.live(evaluation).getStatus().conditions())
                                .allSatisfy(condition -> assertThat(condition.getObservedGeneration())
                                        .isEqualTo(2)));
        assertThat(story.condition(evaluation, "Complete").getStatus()).isEqualTo("True");
    }

    @Test
    void shouldSayWhatTheServerRefusesAndGoOnWhenItDoesNoMore() {
        Role role = story.get(Role.class, "dyff-operator");
        Role without = new RoleBuilder(role)
                .editMetadata()
                .withResourceVersion(null)
                .endMetadata()
                .removeMatchingFromRules(rule -> rule.getResources().contains("jobs"))
                .build();
        story.admin.resource(without).inNamespace(story.namespace).update();
        Evaluation evaluation = story.evaluate(1);
        node().ready(node().pod(evaluation.getMetadata().getName() + "-infer", "infer"));

        Condition trouble = story.awaitReason(evaluation, "Reconciling", "ApiError");

        assertThat(trouble.getMessage()).contains("jobs.batch", "forbidden");
        assertThat(story.condition(evaluation, "Ready").getStatus()).isEqualTo("False");
        story.admin
                .resource(new RoleBuilder(role)
                        .editMetadata()
                        .withResourceVersion(null)
                        .endMetadata()
                        .build())
                .inNamespace(story.namespace)
                .update();
        story.runToEnd(evaluation);
    }

    private void suspend(Evaluation evaluation, boolean suspend) {
        story.admin
                .resources(Evaluation.class)
                .inNamespace(story.namespace)
                .withName(evaluation.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":" + suspend + "}}");
    }

    private TestingNode node() {
        return story.node;
    }

    private static Instant at(Condition condition) {
        return Instant.parse(condition.getLastTransitionTime());
    }
}
