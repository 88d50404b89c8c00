package io.dyff.kube.controllers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.kube.TargetContract;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Jobs, Deployments and Services do, with our controllers or the real ones; the test plays the node. */
abstract class ControllersContract extends TargetContract {

    /** A real Job waits 10 s before it tries again. */
    static final int PATIENCE = 180;

    static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private static PodTemplateSpec template(String restartPolicy, String image) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToLabels("app", "test")
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy(restartPolicy)
                .addNewContainer()
                .withName("main")
                .withImage(image)
                .addNewPort()
                .withName("http")
                .withContainerPort(8000)
                .endPort()
                .endContainer()
                .endSpec()
                .build();
    }

    private Job makeJob(UnaryOperator<JobBuilder> more) {
        JobBuilder job = new JobBuilder()
                .withNewMetadata()
                .withName("job")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withTemplate(template("Never", "example.org/step:1"))
                .endSpec();
        return client.resource(more.apply(job).build()).create();
    }

    List<Pod> pods() {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    private List<Pod> pending() {
        return pods().stream()
                .filter(pod -> pod.getStatus().getPhase().equals("Pending"))
                .toList();
    }

    private Pod nextPod() {
        await().atMost(PATIENCE, SECONDS).until(() -> !pending().isEmpty());
        return pending().getFirst();
    }

    private void report(Pod pod, String status) {
        client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(MERGE, "{\"status\":" + status + "}");
    }

    void ready(Pod pod) {
        report(
                pod,
                "{\"phase\":\"Running\",\"podIP\":\"10.0.0.9\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\","
                        + "\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"}]}");
    }

    private static final String EXIT_3 =
            "{\"phase\":\"Failed\",\"containerStatuses\":[{\"name\":\"main\",\"image\":\"i\","
                    + "\"imageID\":\"\",\"ready\":false,\"restartCount\":0,\"state\":{\"terminated\":{\"exitCode\":3,"
                    + "\"startedAt\":\"2026-01-01T00:00:00Z\",\"finishedAt\":\"2026-01-01T00:00:01Z\"}}}]}";

    private Job job() {
        return client.batch().v1().jobs().inNamespace(namespace).withName("job").get();
    }

    /** None before the controller has seen the job: a real server leaves the status out then. */
    private static List<JobCondition> conditionsOf(Job job) {
        return job.getStatus() == null ? List.of() : job.getStatus().getConditions();
    }

    private void awaitCondition(String type, String reason) {
        await().atMost(PATIENCE, SECONDS)
                .untilAsserted(() -> assertThat(conditionsOf(job()))
                        .filteredOn(condition -> condition.getType().equals(type)
                                && condition.getStatus().equals("True"))
                        .extracting(JobCondition::getReason)
                        .containsExactly(reason));
    }

    @Test
    void shouldCompleteAJobWhenItsPodSucceeds() {
        Job job = makeJob(b -> b);
        Pod pod = nextPod();
        report(pod, "{\"phase\":\"Succeeded\"}");

        awaitCondition("Complete", "CompletionsReached");

        assertThat(pod.getMetadata().getLabels())
                .containsEntry("job-name", "job")
                .containsEntry("batch.kubernetes.io/job-name", "job")
                .containsEntry("controller-uid", job.getMetadata().getUid())
                .containsEntry("app", "test");
        assertThat(pod.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getUid()).isEqualTo(job.getMetadata().getUid());
            assertThat(owner.getController()).isTrue();
        });
        assertThat(job().getStatus().getSucceeded()).isEqualTo(1);
        assertThat(job().getStatus().getStartTime()).isNotNull();
        assertThat(job().getStatus().getCompletionTime()).isNotNull();
        assertThat(job().getStatus().getConditions())
                .extracting(JobCondition::getType)
                .contains("SuccessCriteriaMet");
        assertThat(pods()).hasSize(1);
    }

    @Test
    void shouldTryAgainUpToTheLimit() {
        makeJob(b -> b.editSpec().withBackoffLimit(1).endSpec());
        report(nextPod(), EXIT_3);
        report(nextPod(), EXIT_3);

        awaitCondition("Failed", "BackoffLimitExceeded");

        assertThat(job().getStatus().getFailed()).isEqualTo(2);
        assertThat(pods()).hasSize(2);
    }

    @Test
    void shouldFailAJobThatTakesTooLong() {
        makeJob(b -> b.editSpec().withActiveDeadlineSeconds(8L).endSpec());
        nextPod();

        awaitCondition("Failed", "DeadlineExceeded");

        await().atMost(PATIENCE, SECONDS).until(() -> pods().isEmpty());
    }

    @Test
    void shouldFailAtOnceWhenThePolicySaysSo() {
        makeJob(b -> b.editSpec()
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("FailJob")
                .addNewOnPodCondition("True", "ConfigIssue")
                .endRule()
                .endPodFailurePolicy()
                .endSpec());
        report(nextPod(), "{\"phase\":\"Failed\",\"conditions\":[{\"type\":\"ConfigIssue\",\"status\":\"True\"}]}");

        awaitCondition("Failed", "PodFailurePolicy");

        assertThat(pods()).hasSize(1);
    }

    @Test
    void shouldFailAtOnceOnAnExitCodeOfThePolicy() {
        makeJob(b -> b.editSpec()
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName("main")
                .withOperator("In")
                .withValues(3, 4)
                .endOnExitCodes()
                .endRule()
                .endPodFailurePolicy()
                .endSpec());
        report(nextPod(), EXIT_3);

        awaitCondition("Failed", "PodFailurePolicy");

        assertThat(job().getStatus().getConditions().getLast().getMessage())
                .contains("Container main for pod " + namespace)
                .contains("failed with exit code 3 matching FailJob rule at index 0");
    }

    @Test
    void shouldNotCountWhatThePolicyIgnores() {
        makeJob(b -> b.editSpec()
                .withBackoffLimit(0)
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition("True", "DisruptionTarget")
                .endRule()
                .endPodFailurePolicy()
                .endSpec());
        report(
                nextPod(),
                "{\"phase\":\"Failed\",\"conditions\":[{\"type\":\"DisruptionTarget\",\"status\":\"True\"}]}");
        report(nextPod(), "{\"phase\":\"Succeeded\"}");

        awaitCondition("Complete", "CompletionsReached");
    }

    @Test
    void shouldHoldASuspendedJob() {
        makeJob(b -> b.editSpec().withSuspend(true).endSpec());
        awaitCondition("Suspended", "JobSuspended");
        assertThat(pods()).isEmpty();

        client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName("job")
                .patch(MERGE, "{\"spec\":{\"suspend\":false}}");

        report(nextPod(), "{\"phase\":\"Succeeded\"}");
        awaitCondition("Complete", "CompletionsReached");
    }

    @Test
    void shouldDeleteAFinishedJobAfterItsTime() {
        makeJob(b -> b.editSpec().withTtlSecondsAfterFinished(1).endSpec());
        report(nextPod(), "{\"phase\":\"Succeeded\"}");

        await().atMost(PATIENCE, SECONDS).until(() -> job() == null && pods().isEmpty());
    }

    @Test
    void shouldDeleteThePodsOfADeletedJob() {
        makeJob(b -> b);
        nextPod();

        client.batch().v1().jobs().inNamespace(namespace).withName("job").delete();

        await().atMost(PATIENCE, SECONDS).until(() -> job() == null && pods().isEmpty());
    }

    Deployment makeDeployment(int replicas, UnaryOperator<DeploymentBuilder> more) {
        DeploymentBuilder deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("app", "test")
                .endSelector()
                .withTemplate(template("Always", "example.org/web:1"))
                .endSpec();
        return client.resource(more.apply(deployment).build()).create();
    }

    private Deployment deployment() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .get();
    }

    private List<ReplicaSet> sets() {
        return client.apps().replicaSets().inNamespace(namespace).list().getItems();
    }

    void awaitPods(int count) {
        await().atMost(PATIENCE, SECONDS).until(() -> pending().size() == count);
    }

    private void awaitReason(String type, String reason) {
        await().atMost(PATIENCE, SECONDS)
                .untilAsserted(() -> assertThat(condition(type)).contains(reason));
    }

    private Optional<String> condition(String type) {
        return Stream.ofNullable(deployment().getStatus())
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> condition.getType().equals(type))
                .map(DeploymentCondition::getReason)
                .findFirst();
    }

    @Test
    void shouldBeAvailableWhenThePodsAreReady() {
        makeDeployment(2, b -> b);
        awaitPods(2);
        awaitReason("Available", "MinimumReplicasUnavailable");
        pods().forEach(this::ready);

        awaitReason("Progressing", "NewReplicaSetAvailable");

        assertThat(condition("Available")).contains("MinimumReplicasAvailable");
        assertThat(deployment().getStatus().getReadyReplicas()).isEqualTo(2);
        assertThat(deployment().getStatus().getUpdatedReplicas()).isEqualTo(2);
        assertThat(deployment().getStatus().getObservedGeneration())
                .isEqualTo(deployment().getMetadata().getGeneration());
        assertThat(pods())
                .allSatisfy(pod -> assertThat(pod.getMetadata().getLabels()).containsKey("pod-template-hash"));
    }

    @Test
    void shouldRollWithoutLosingAvailability() {
        makeDeployment(2, b -> b);
        awaitPods(2);
        pods().forEach(this::ready);
        awaitReason("Progressing", "NewReplicaSetAvailable");

        client.resource(deployment())
                .edit(d -> new DeploymentBuilder(d)
                        .editSpec()
                        .withTemplate(template("Always", "example.org/web:2"))
                        .endSpec()
                        .build());
        awaitPods(1);
        assertThat(pods()).hasSize(3);
        pending().forEach(this::ready);
        awaitPods(1);
        pending().forEach(this::ready);

        awaitReason("Progressing", "NewReplicaSetAvailable");
        await().atMost(PATIENCE, SECONDS).until(() -> pods().size() == 2);
        assertThat(pods())
                .allSatisfy(pod -> assertThat(
                                pod.getSpec().getContainers().getFirst().getImage())
                        .isEqualTo("example.org/web:2"));
        assertThat(sets()).hasSize(2);
    }

    @Test
    void shouldEndAllOldPodsFirstWhenItRecreates() {
        makeDeployment(
                1,
                b -> b.editSpec()
                        .withNewStrategy()
                        .withType("Recreate")
                        .endStrategy()
                        .endSpec());
        awaitPods(1);
        Pod old = pods().getFirst();
        ready(old);
        awaitReason("Progressing", "NewReplicaSetAvailable");

        client.resource(deployment())
                .edit(d -> new DeploymentBuilder(d)
                        .editSpec()
                        .withTemplate(template("Always", "example.org/web:2"))
                        .endSpec()
                        .build());

        awaitPods(1);
        assertThat(pods()).hasSize(1);
        assertThat(pods().getFirst().getMetadata().getUid())
                .isNotEqualTo(old.getMetadata().getUid());
    }

    @Test
    void shouldReportARolloutThatGetsStuck() {
        makeDeployment(1, b -> b.editSpec().withProgressDeadlineSeconds(2).endSpec());
        awaitPods(1);

        awaitReason("Progressing", "ProgressDeadlineExceeded");
    }

    @Test
    void shouldReplaceADeletedPod() {
        makeDeployment(1, b -> b);
        awaitPods(1);
        Pod lost = pods().getFirst();

        client.resource(lost).delete();

        await().atMost(PATIENCE, SECONDS)
                .until(() -> pods().size() == 1
                        && !pods().getFirst()
                                .getMetadata()
                                .getUid()
                                .equals(lost.getMetadata().getUid()));
    }

    @Test
    void shouldScaleToNothingAndBack() {
        makeDeployment(2, b -> b);
        awaitPods(2);

        client.apps().deployments().inNamespace(namespace).withName("web").scale(0);
        awaitPods(0);
        client.apps().deployments().inNamespace(namespace).withName("web").scale(1);

        awaitPods(1);
        assertThat(sets()).hasSize(1);
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }
}
