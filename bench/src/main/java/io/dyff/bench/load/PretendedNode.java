package io.dyff.bench.load;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says of each pod at once what a kubelet would say in the end: that a Job's has succeeded, that any other serves. */
public final class PretendedNode implements ResourceEventHandler<Pod> {
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final KubernetesClient client;

    /** Watches the pods of the namespace as long as the client is open. */
    public PretendedNode(KubernetesClient client, String namespace) {
        this.client = client;
        client.pods().inNamespace(namespace).inform(this);
    }

    @Override
    public void onAdd(Pod pod) {
        if (reported.add(pod.getMetadata().getUid())) {
            Thread.ofVirtual().name("pod").start(() -> report(pod));
        }
    }

    @Override
    public void onUpdate(Pod before, Pod after) {
        // Said already.
    }

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {
        reported.remove(pod.getMetadata().getUid());
    }

    private void report(Pod pod) {
        boolean serves = "Always".equals(pod.getSpec().getRestartPolicy());
        try {
            client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .subresource("status")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"status\":%s}".formatted(Serialization.asJson(serves ? serving() : succeeded())));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    private static PodStatus serving() {
        return new PodStatusBuilder()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .build();
    }

    private static PodStatus succeeded() {
        return new PodStatusBuilder().withPhase("Succeeded").build();
    }
}
