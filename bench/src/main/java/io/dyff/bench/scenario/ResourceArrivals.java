package io.dyff.bench.scenario;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** When each Evaluation's custom resource was first seen in the cluster. */
final class ResourceArrivals implements AutoCloseable {
    private static final ResourceDefinitionContext EVALUATIONS = new ResourceDefinitionContext.Builder()
            .withGroup("dyff.io")
            .withVersion("v1alpha1")
            .withKind("Evaluation")
            .withPlural("evaluations")
            .withNamespaced(true)
            .build();
    private final Map<String, Long> nanos = new ConcurrentHashMap<>();
    private final KubernetesClient client;

    ResourceArrivals(Path kubeconfig) {
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
        client.genericKubernetesResources(EVALUATIONS).inNamespace("default").inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource object) {
                nanos.putIfAbsent(object.getMetadata().getName(), System.nanoTime());
            }

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
                // Seen already.
            }

            @Override
            public void onDelete(GenericKubernetesResource object, boolean finalStateUnknown) {
                // Seen already.
            }
        });
    }

    /** As {@link System#nanoTime()} was then. */
    long of(String name) {
        return Objects.requireNonNull(nanos.get(name), () -> "no custom resource " + name + " was seen");
    }

    @Override
    public void close() {
        client.close();
    }
}
