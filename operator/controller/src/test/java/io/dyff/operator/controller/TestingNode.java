package io.dyff.operator.controller;

import static org.awaitility.Awaitility.await;

import io.dyff.operator.api.Labels;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.List;

/** Plays the kubelet: says of pods what one that runs them would say. */
final class TestingNode {

    private final KubernetesClient admin = TestingCluster.get().admin();
    private final String namespace;

    TestingNode(String namespace) {
        this.namespace = namespace;
    }

    /** The only living pod of a child that is still wanted; waits for it. */
    Pod pod(String instance, String component) {
        return await("pod of " + instance + " " + component)
                .atMost(TestingStory.PATIENCE)
                .until(() -> pods(instance, component), pods -> pods.size() == 1)
                .getFirst();
    }

    List<Pod> pods(String instance, String component) {
        return admin
                .pods()
                .inNamespace(namespace)
                .withLabel(Labels.INSTANCE, instance)
                .withLabel(Labels.COMPONENT, component)
                .list()
                .getItems()
                .stream()
                .filter(pod -> !pod.isMarkedForDeletion())
                .filter(this::owned)
                .toList();
    }

    /** False of what only waits for Kubernetes' garbage collector, which takes minutes after an outage. */
    private boolean owned(HasMetadata object) {
        OwnerReference owner = object.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst()
                .orElse(null);
        if (owner == null) {
            return true;
        }
        HasMetadata found = admin.genericKubernetesResources(owner.getApiVersion(), owner.getKind())
                .inNamespace(namespace)
                .withName(owner.getName())
                .get();
        return found != null && found.getMetadata().getUid().equals(owner.getUid()) && owned(found);
    }

    /** From now on each pod serves, or has succeeded, as soon as it is there. */
    void endEachPod() {
        admin.pods().inNamespace(namespace).inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                Thread.ofVirtual().start(() -> endOrServe(pod));
            }

            @Override
            public void onUpdate(Pod before, Pod after) {
                // Said already.
            }

            @Override
            public void onDelete(Pod pod, boolean finalStateUnknown) {
                // Nobody asks any more.
            }
        });
    }

    private void endOrServe(Pod pod) {
        try {
            if ("Always".equals(pod.getSpec().getRestartPolicy())) {
                ready(pod);
            } else {
                succeed(pod);
            }
        } catch (KubernetesClientException gone) {
            if (gone.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw gone;
            }
        }
    }

    /** The pod serves. */
    void ready(Pod pod) {
        report(
                pod,
                new PodStatusBuilder()
                        .withPhase("Running")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .build());
    }

    /** The pod served and does no more. */
    void unready(Pod pod) {
        report(
                pod,
                new PodStatusBuilder()
                        .withPhase("Running")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("False")
                        .endCondition()
                        .build());
    }

    /** The program ended with exit code 0. */
    void succeed(Pod pod) {
        report(
                pod,
                new PodStatusBuilder()
                        .withPhase("Succeeded")
                        .withContainerStatuses(ended(pod, 0, ""))
                        .build());
    }

    /** The program ended with another exit code. */
    void fail(Pod pod, int exitCode, String words) {
        report(
                pod,
                new PodStatusBuilder()
                        .withPhase("Failed")
                        .withContainerStatuses(ended(pod, exitCode, words))
                        .build());
    }

    /** The image of a Job's pod is unknown here, which no retry cures. */
    void refuse(Pod pod, String words) {
        report(
                pod,
                new PodStatusBuilder()
                        .withPhase("Failed")
                        .withMessage(words)
                        .addNewCondition()
                        .withType("ConfigIssue")
                        .withStatus("True")
                        .withReason("ErrImageNeverPull")
                        .endCondition()
                        .build());
    }

    /** No node has room for the pod. */
    void refuseRoom(Pod pod, String words) {
        report(
                pod,
                new PodStatusBuilder()
                        .withPhase("Pending")
                        .addNewCondition()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .withMessage(words)
                        .endCondition()
                        .build());
    }

    /** The container cannot start. */
    void keepWaiting(Pod pod, String reason, String words) {
        ContainerStatus container = new ContainerStatusBuilder(ended(pod, 0, ""))
                .withState(new ContainerStateBuilder()
                        .withNewWaiting(words, reason)
                        .build())
                .build();
        report(
                pod,
                new PodStatusBuilder()
                        .withPhase("Pending")
                        .withContainerStatuses(container)
                        .build());
    }

    private static ContainerStatus ended(Pod pod, int exitCode, String words) {
        return new ContainerStatusBuilder()
                .withName(pod.getSpec().getContainers().getFirst().getName())
                .withImage("image")
                .withImageID("image")
                .withRestartCount(0)
                .withReady(false)
                .withState(new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(exitCode)
                        .withMessage(words)
                        .withReason(exitCode == 0 ? "Completed" : "Error")
                        .endTerminated()
                        .build())
                .build();
    }

    private void report(Pod pod, PodStatus status) {
        admin.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":%s}".formatted(Serialization.asJson(status)));
    }
}
