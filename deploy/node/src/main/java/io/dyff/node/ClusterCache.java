package io.dyff.node;

import io.dyff.node.proxy.ServiceResolver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The pods and Services of the agent's namespaces, kept up to date by informers. */
final class ClusterCache implements ServiceResolver.ClusterView, AutoCloseable {

    private static final String BY_NAMESPACE = "namespace";
    private static final long START_SECONDS = 60;

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final List<SharedIndexInformer<Pod>> pods = new ArrayList<>();
    private final List<SharedIndexInformer<Service>> services = new ArrayList<>();

    ClusterCache(KubernetesClient client, Set<String> namespaces) {
        this.client = client;
        this.namespaces = namespaces;
        if (namespaces.isEmpty()) {
            pods.add(informer(client.pods().inAnyNamespace()));
            services.add(informer(client.services().inAnyNamespace()));
        }
        for (String namespace : namespaces) {
            pods.add(informer(client.pods().inNamespace(namespace)));
            services.add(informer(client.services().inNamespace(namespace)));
        }
    }

    private static <T extends HasMetadata> SharedIndexInformer<T> informer(Informable<T> objects) {
        return objects.runnableInformer(0).exceptionHandler((isStarted, failure) -> true);
    }

    /** Starts, and returns when everything is known. */
    void start(ResourceEventHandler<Pod> handler) {
        pods.forEach(informer -> informer.addEventHandler(handler));
        services.forEach(ClusterCache::await);
        pods.forEach(ClusterCache::await);
    }

    private static void await(SharedIndexInformer<?> informer) {
        try {
            informer.start().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException failed) {
            throw new CompletionException(
                    "cannot list " + informer.getApiTypeClass().getSimpleName() + "s of the API server", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CompletionException(stopped);
        }
    }

    boolean watching() {
        return pods.stream().allMatch(SharedIndexInformer::isWatching)
                && services.stream().allMatch(SharedIndexInformer::isWatching);
    }

    Set<String> uids() {
        return pods.stream()
                .flatMap(informer -> informer.getStore().list().stream())
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<Service> service(String namespace, String name) {
        return services.stream()
                .map(informer -> informer.getStore().getByKey(namespace + "/" + name))
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    @Override
    public Collection<Pod> pods(String namespace) {
        return pods.stream()
                .flatMap(informer -> informer.getIndexer().byIndex(BY_NAMESPACE, namespace).stream())
                .toList();
    }

    @Override
    public void close() {
        pods.forEach(SharedIndexInformer::stop);
        services.forEach(SharedIndexInformer::stop);
    }
}
