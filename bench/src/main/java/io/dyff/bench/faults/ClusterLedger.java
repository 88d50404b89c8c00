package io.dyff.bench.faults;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every uid that ever stood behind a name: a second one means that something was done twice. */
final class ClusterLedger implements AutoCloseable {
    private static final String NAMESPACE = "default";
    private static final String RUN = "run";
    private final KubernetesClient client;
    private final List<SharedIndexInformer<?>> informers;
    private final Map<String, Set<String>> uids = new HashMap<>();

    ClusterLedger(Path kubeconfig) {
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
        informers = List.of(
                client.genericKubernetesResources(evaluations())
                        .inNamespace(NAMESPACE)
                        .inform(noting()),
                client.batch().v1().jobs().inNamespace(NAMESPACE).inform(noting()),
                client.pods().inNamespace(NAMESPACE).inform(notingRuns()));
    }

    /** True once an object of that name was seen. */
    synchronized boolean knows(String kind, String name) {
        return uids.containsKey(kind + "/" + name);
    }

    /** How many objects there were beyond the first of each name of an evaluation: its own, its Jobs, and their runs. */
    synchronized int seconds(String evaluation, boolean withoutRuns) {
        return uids.entrySet().stream()
                .filter(e -> !withoutRuns || !e.getKey().startsWith(RUN + "/"))
                .filter(e ->
                        name(e.getKey()).equals(evaluation) || name(e.getKey()).startsWith(evaluation + "-"))
                .mapToInt(e -> e.getValue().size() - 1)
                .sum();
    }

    private static String name(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    private synchronized void note(String kind, String name, HasMetadata object) {
        uids.computeIfAbsent(kind + "/" + name, k -> new HashSet<>())
                .add(object.getMetadata().getUid());
    }

    private <T extends HasMetadata> ResourceEventHandler<T> noting() {
        return handler(object -> note(object.getKind(), object.getMetadata().getName(), object));
    }

    /** A Job's pods are its runs; a session's replicas may come and go. */
    private ResourceEventHandler<Pod> notingRuns() {
        return handler(pod -> {
            for (OwnerReference owner : pod.getMetadata().getOwnerReferences()) {
                if (owner.getKind().equals("Job")) {
                    note(RUN, owner.getName(), pod);
                }
            }
        });
    }

    private static <T> ResourceEventHandler<T> handler(java.util.function.Consumer<T> seen) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                seen.accept(object);
            }

            @Override
            public void onUpdate(T before, T object) {
                seen.accept(object);
            }

            @Override
            public void onDelete(T object, boolean unknown) {
                seen.accept(object);
            }
        };
    }

    private static ResourceDefinitionContext evaluations() {
        return new ResourceDefinitionContext.Builder()
                .withGroup("dyff.io")
                .withVersion("v1alpha1")
                .withKind("Evaluation")
                .withPlural("evaluations")
                .withNamespaced(true)
                .build();
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
        client.close();
    }
}
