package io.dyff.local.demo;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees what the Kubernetes API shows of one evaluation: its custom resource, its children, its conditions in order. */
final class ClusterReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterReader.class);
    private static final String NAMESPACE = "default";

    private final String name;
    private final KubernetesClient client;
    private final List<Watch> watches = new ArrayList<>();
    private final Map<String, Set<String>> children = new LinkedHashMap<>();
    private final List<Condition> conditions = new ArrayList<>();

    /** A condition that became true, or changed its reason. */
    record Condition(String type, String status, String reason) {
        @Override
        public String toString() {
            return type + "=" + status + (reason.isEmpty() ? "" : " (" + reason + ")");
        }
    }

    /**
     * @param name of the custom resource
     */
    ClusterReader(Path kubeconfig, String name) {
        this.name = name;
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
        watches.add(client.genericKubernetesResources(kind("Evaluation", "evaluations"))
                .inNamespace(NAMESPACE)
                .watch(seen(this::evaluation)));
        watches.add(client.genericKubernetesResources(kind("InferenceSession", "inferencesessions"))
                .inNamespace(NAMESPACE)
                .watch(seen(this::child)));
        watches.add(client.apps().deployments().inNamespace(NAMESPACE).watch(seen(this::child)));
        watches.add(client.services().inNamespace(NAMESPACE).watch(seen(this::child)));
        watches.add(client.batch().v1().jobs().inNamespace(NAMESPACE).watch(seen(this::child)));
    }

    Optional<GenericKubernetesResource> evaluation() {
        return Optional.ofNullable(client.genericKubernetesResources(kind("Evaluation", "evaluations"))
                .inNamespace(NAMESPACE)
                .withName(name)
                .get());
    }

    /** Names of children ever seen, by kind, in the order they appeared. */
    synchronized Map<String, List<String>> children() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        children.forEach((kind, names) -> copy.put(kind, List.copyOf(names)));
        return copy;
    }

    /** Conditions of the custom resource, each once, in the order in which they came. */
    synchronized List<Condition> conditions() {
        return List.copyOf(conditions);
    }

    private synchronized void child(HasMetadata object) {
        if (object.getMetadata().getName().startsWith(name + "-")) {
            children.computeIfAbsent(object.getKind(), k -> new LinkedHashSet<>())
                    .add(object.getMetadata().getName());
        }
    }

    private synchronized void evaluation(GenericKubernetesResource object) {
        if (!object.getMetadata().getName().equals(name)) {
            return;
        }
        List<Map<String, Object>> all = object.get("status", "conditions");
        if (all == null) {
            return;
        }
        for (Map<String, Object> each : all) {
            Condition condition = new Condition(text(each, "type"), text(each, "status"), text(each, "reason"));
            if (!conditions.contains(condition)) {
                conditions.add(condition);
            }
        }
    }

    private static String text(Map<String, Object> condition, String field) {
        return String.valueOf(condition.getOrDefault(field, ""));
    }

    private static ResourceDefinitionContext kind(String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("dyff.io")
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    private static <T> Watcher<T> seen(java.util.function.Consumer<T> consumer) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, T object) {
                if (action == Action.ADDED || action == Action.MODIFIED) {
                    consumer.accept(object);
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                LOG.warn("a watch of the cluster ended", cause);
            }
        };
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
        client.close();
    }
}
