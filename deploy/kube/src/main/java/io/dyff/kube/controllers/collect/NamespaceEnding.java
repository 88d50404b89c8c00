package io.dyff.kube.controllers.collect;

import io.dyff.kube.controllers.WorkQueue;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties a namespace that ends, then lets it go. */
final class NamespaceEnding implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NamespaceEnding.class);
    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;
    private final Surveyor surveyor;
    private final Graph graph;
    private final Set<String> ending = ConcurrentHashMap.newKeySet();
    private final WorkQueue<String> queue = new WorkQueue<>("namespaces", this::end);

    NamespaceEnding(KubernetesClient client, Surveyor surveyor, Graph graph) {
        this.client = client;
        this.surveyor = surveyor;
        this.graph = graph;
    }

    void start() {
        queue.start();
    }

    void add(String namespace) {
        ending.add(namespace);
        queue.add(namespace);
    }

    /** An object of the namespace is gone; perhaps it was the last one. */
    void lost(String namespace) {
        if (ending.contains(namespace) && graph.isEmpty(namespace)) {
            queue.add(namespace);
        }
    }

    private void end(String name) {
        Namespace namespace = client.namespaces().withName(name).get();
        if (namespace == null || namespace.getMetadata().getDeletionTimestamp() == null) {
            ending.remove(name);
            return;
        }
        // With no body at all, the client's JDK variant sends something that is not a DELETE.
        for (Kind kind : surveyor.kinds()) {
            if (kind.namespaced()) {
                client.raw(kind.collection(name), "DELETE", new DeleteOptions());
            }
        }
        client.raw("/api/v1/namespaces/" + name + "/events", "DELETE", new DeleteOptions());
        LOG.debug("Namespace {} ends, {}", name, graph.isEmpty(name) ? "empty" : "not empty yet");
        if (graph.isEmpty(name)) {
            finish(namespace);
        }
    }

    private void finish(Namespace namespace) {
        Namespace free = new NamespaceBuilder(namespace)
                .editOrNewSpec()
                .withFinalizers()
                .endSpec()
                .build();
        String name = namespace.getMetadata().getName();
        try {
            client.raw("/api/v1/namespaces/" + name + "/finalize", "PUT", free);
        } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND) {
                throw e;
            }
        }
        ending.remove(name);
    }

    @Override
    public void close() {
        queue.close();
    }
}
