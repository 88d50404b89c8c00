package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dyff.operator.api.InferenceSession;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.Interceptor;
import org.junit.jupiter.api.Test;

/** Sessions on a real control plane, under the role that is shipped. */
class InferenceSessionIT extends OperatedStory {

    @Test
    void shouldBeAvailableWhenAReplicaIsReady() {
        InferenceSession session = story.serve(1);
        String name = session.getMetadata().getName();
        story.awaitCondition(session, "Available", "False");

        story.node.ready(story.node.pod(name, "infer"));

        story.awaitCondition(session, "Available", "True");
        story.awaitCondition(session, "Ready", "True");
        assertThat(story.condition(session, "Error").getStatus()).isEqualTo("False");
        assertThat(story.condition(session, "Reconciling").getStatus()).isEqualTo("False");
        Service service = story.get(Service.class, name);
        assertThat(service.getSpec().getPorts().getFirst().getPort()).isEqualTo(80);
        assertThat(service.getSpec().getPorts().getFirst().getTargetPort().getStrVal())
                .isEqualTo("http");
        assertThat(story.live(session).getStatus().state()).isEqualTo("Available");
    }

    @Test
    void shouldStayAvailableButNotReadyWhenItGrows() {
        InferenceSession session = story.serve(1);
        String name = session.getMetadata().getName();
        story.node.ready(story.node.pod(name, "infer"));
        Condition available = story.awaitCondition(session, "Available", "True");
        story.awaitCondition(session, "Ready", "True");

        patch(name, "{\"spec\":{\"replicas\":2}}");

        story.awaitCondition(session, "Ready", "False");
        assertThat(story.condition(session, "Reconciling").getStatus()).isEqualTo("True");
        assertThat(story.condition(session, "Available")).satisfies(still -> {
            assertThat(still.getStatus()).isEqualTo("True");
            assertThat(still.getLastTransitionTime()).isEqualTo(available.getLastTransitionTime());
        });
        await().atMost(TestingStory.PATIENCE)
                .until(() -> story.node.pods(name, "infer").size() == 2);
        story.node.pods(name, "infer").forEach(story.node::ready);
        story.awaitCondition(session, "Ready", "True");
        assertThat(story.condition(session, "Ready").getObservedGeneration()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAnotherImageWhenItExists() {
        InferenceSession session = story.serve(1);

        assertThatThrownBy(() -> patch(session.getMetadata().getName(), "{\"spec\":{\"image\":\"other:2\"}}"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("image is immutable");
    }

    @Test
    void shouldNotBeAvailableNorFailWhenItsOnlyReplicaStopsServing() {
        InferenceSession session = story.serve(1);
        Pod pod = story.node.pod(session.getMetadata().getName(), "infer");
        story.node.ready(pod);
        story.awaitCondition(session, "Available", "True");

        story.node.unready(pod);

        assertThat(story.awaitCondition(session, "Available", "False").getReason())
                .isEqualTo("Unavailable");
        assertThat(story.condition(session, "Error").getStatus()).isEqualTo("False");
    }

    @Test
    void shouldEndInErrorAndGiveBackItsPodsWhenTheImageIsUnknown() {
        InferenceSession session = story.serve(1);
        String name = session.getMetadata().getName();

        story.node.keepWaiting(story.node.pod(name, "infer"), "ErrImageNeverPull", "no mapping for model:1");

        Condition error = story.awaitCondition(session, "Error", "True");
        assertThat(error.getReason()).isEqualTo("StartFailed");
        assertThat(error.getMessage()).contains("ErrImageNeverPull", "no mapping for model:1");
        story.awaitGone(Deployment.class, name);
        story.awaitGone(Service.class, name);
    }

    @Test
    void shouldSayAtOnceThatNoNodeHasRoom() {
        InferenceSession session = story.serve(1);

        story.node.refuseRoom(story.node.pod(session.getMetadata().getName(), "infer"), "0/3 nodes are available");

        Condition reconciling = TestingStory.patiently("why it does not start")
                .until(
                        () -> story.condition(session, "Reconciling"),
                        found -> found != null && found.getMessage().contains("Unschedulable"));
        assertThat(reconciling.getReason()).isEqualTo("Unschedulable");
        assertThat(reconciling.getMessage()).contains("0/3 nodes are available");
    }

    @Test
    void shouldSayAtOnceThatAQuotaAdmitsNoPod() {
        story.create(new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("no-pods")
                .endMetadata()
                .withNewSpec()
                .addToHard("pods", new Quantity("0"))
                .endSpec()
                .build());

        InferenceSession session = story.serve(1);

        Condition reconciling = TestingStory.patiently("why it does not start")
                .until(
                        () -> story.condition(session, "Reconciling"),
                        found -> found != null && found.getMessage().contains("FailedCreate"));
        assertThat(reconciling.getReason()).isEqualTo("QuotaExceeded");
        assertThat(reconciling.getMessage()).contains("exceeded quota: no-pods");
    }

    @Test
    void shouldNameTheFieldWhenTheServerRefusesAChild() {
        InferenceSession session =
                story.serve(1, "workingDir: /srv", "resources: {limits: {memory: 1Gi}, requests: {memory: 2Gi}}");

        Condition error = story.awaitCondition(session, "Error", "True");

        assertThat(error.getReason()).isEqualTo("InvalidSpec");
        assertThat(error.getMessage()).contains("resources.requests", "must be less than or equal to memory limit");
    }

    @Test
    void shouldRestoreWhatSomebodyChanged() {
        InferenceSession session = story.serve(1);
        String name = session.getMetadata().getName();
        story.awaitObject(Deployment.class, name, found -> true);

        story.admin
                .apps()
                .deployments()
                .inNamespace(story.namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":5}}");

        story.awaitObject(
                Deployment.class,
                name,
                found -> found.getMetadata().getGeneration() >= 3
                        && found.getSpec().getReplicas() == 1);
    }

    @Test
    void shouldLeaveAForeignServiceAloneAndGoOnWhenItIsGone() {
        Service foreign = story.create(new ServiceBuilder()
                .withNewMetadata()
                .withName("session-%032x".formatted(1))
                .endMetadata()
                .withNewSpec()
                .addToSelector("app", "web")
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build());
        String name = foreign.getMetadata().getName();

        InferenceSession session = story.serve(1);

        Condition taken = story.awaitReason(session, "Reconciling", "NameTaken");
        assertThat(taken.getMessage()).contains("Service " + name);
        assertThat(story.get(Service.class, name)).isEqualTo(foreign);
        story.admin.resource(foreign).delete();
        story.awaitObject(
                Service.class,
                name,
                found -> !found.getMetadata().getOwnerReferences().isEmpty());
        story.node.ready(story.node.pod(name, "infer"));
        story.awaitCondition(session, "Available", "True");
    }

    @Test
    void shouldLeaveAForeignServiceBehindWhenItsSessionIsDeleted() {
        Service foreign = story.create(new ServiceBuilder()
                .withNewMetadata()
                .withName("session-%032x".formatted(1))
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build());
        InferenceSession session = story.serve(1);
        story.awaitReason(session, "Reconciling", "NameTaken");

        story.admin.resource(session).inNamespace(story.namespace).delete();

        story.awaitGone(Deployment.class, session.getMetadata().getName());
        assertThat(story.live(foreign)).isEqualTo(foreign);
    }

    @Test
    void shouldAskForGpusAndLabelStrangersCode() {
        InferenceSession session = story.serve(
                1,
                "accelerator: {kind: GPU, gpu: {hardwareTypes: [nvidia.com/gpu-l4, nvidia.com/gpu-t4], count: 2}}",
                "securityContext: {trusted: false}",
                "resources: {requests: {cpu: 0.5, memory: 4Gi}}",
                "dependencies: [{kind: ReadOnlyVolume, readOnlyVolume: {name: model, claimName: model-1-rox, mountPath: /dyff/mnt/model}}]");

        Pod pod = story.node.pod(session.getMetadata().getName(), "infer");

        var container = pod.getSpec().getContainers().getFirst();
        assertThat(container.getResources().getLimits().get("nvidia.com/gpu").getAmount())
                .isEqualTo("2");
        assertThat(pod.getSpec()
                        .getAffinity()
                        .getNodeAffinity()
                        .getRequiredDuringSchedulingIgnoredDuringExecution()
                        .getNodeSelectorTerms())
                .extracting(term -> term.getMatchExpressions().getFirst().getKey())
                .containsExactly("nvidia.com/gpu-l4", "nvidia.com/gpu-t4");
        assertThat(pod.getMetadata().getLabels()).containsKey("security.dyff.io/untrusted");
        assertThat(pod.getSpec().getTolerations()).anyMatch(t -> "cloud.google.com/gke-spot".equals(t.getKey()));
        assertThat(container.getVolumeMounts()).anyMatch(m -> "/dyff/mnt/model".equals(m.getMountPath()));
        long settled = operator.figures().writes();
        patch(session.getMetadata().getName(), "{\"metadata\":{\"labels\":{\"touched\":\"yes\"}}}");
        story.node.ready(pod);
        story.awaitCondition(session, "Available", "True");
        assertThat(operator.figures().writes() - settled)
                .as("only its status and an event")
                .isLessThanOrEqualTo(3);
    }

    @Test
    void shouldNotBeAllowedToReadSecrets() {
        try (KubernetesClient client = TestingCluster.get().operator(new Interceptor() {})) {
            assertThatThrownBy(() -> client.resources(Secret.class)
                            .inNamespace(story.namespace)
                            .list())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("forbidden");
        }
    }

    private void patch(String name, String patch) {
        story.admin
                .resources(InferenceSession.class)
                .inNamespace(story.namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }
}
