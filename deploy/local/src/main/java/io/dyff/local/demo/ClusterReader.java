package io.dyff.local.demo;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees what the Kubernetes API shows of evaluations: custom resources, children, conditions in their order. */
final class ClusterReader implements AutoCloseable {
    /** How long an answer of the API server may take, in milliseconds, on a machine that has other work. */
    private static final int SLOW_MS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(ClusterReader.class);
    private static final String NAMESPACE = "default";

    private final KubernetesClient client;
    private final List<Watch> watches = new ArrayList<>();
    private final Set<Child> children = new LinkedHashSet<>();
    private final Map<String, List<Condition>> conditions = new HashMap<>();

    private record Child(String kind, String name) {}

    /** A condition that became true, or changed its reason. */
    record Condition(String type, String status, String reason) {
        @Override
        public String toString() {
            return type + "=" + status + (reason.isEmpty() ? "" : " (" + reason + ")");
        }
    }

    /** Watches from now on. */
    ClusterReader(Path kubeconfig) {
        this.client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                        .withConnectionTimeout(SLOW_MS)
                        .withRequestTimeout(SLOW_MS)
                        .build())
                .build();
        watches.add(client.genericKubernetesResources(kind("Evaluation", "evaluations"))
                .inNamespace(NAMESPACE)
                .watch(seen(object -> evaluation(object))));
        watches.add(client.genericKubernetesResources(kind("InferenceSession", "inferencesessions"))
                .inNamespace(NAMESPACE)
                .watch(seen(this::child)));
        watches.add(client.apps().deployments().inNamespace(NAMESPACE).watch(seen(this::child)));
        watches.add(client.services().inNamespace(NAMESPACE).watch(seen(this::child)));
        watches.add(client.batch().v1().jobs().inNamespace(NAMESPACE).watch(seen(this::child)));
    }

    Optional<GenericKubernetesResource> evaluation(String name) {
        return Optional.ofNullable(client.genericKubernetesResources(kind("Evaluation", "evaluations"))
                .inNamespace(NAMESPACE)
                .withName(name)
                .get());
    }

    /** Names of an evaluation's children ever seen, by kind, in the order they appeared. */
    synchronized Map<String, List<String>> children(String evaluation) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        children.stream()
                .filter(child -> child.name().startsWith(evaluation + "-"))
                .forEach(child -> found.computeIfAbsent(child.kind(), k -> new ArrayList<>())
                        .add(child.name()));
        return found;
    }

    /** Conditions of an evaluation, each once, in the order in which they came. */
    synchronized List<Condition> conditions(String evaluation) {
        return List.copyOf(conditions.getOrDefault(evaluation, List.of()));
    }

    private synchronized void child(HasMetadata object) {
        children.add(new Child(object.getKind(), object.getMetadata().getName()));
    }

    private synchronized void evaluation(GenericKubernetesResource object) {
        List<Condition> known = conditions.computeIfAbsent(object.getMetadata().getName(), n -> new ArrayList<>());
        List<Map<String, Object>> all = object.get("status", "conditions");
        for (Map<String, Object> each : all == null ? List.<Map<String, Object>>of() : all) {
            Condition condition = new Condition(text(each, "type"), text(each, "status"), text(each, "reason"));
            if (!known.contains(condition)) {
                known.add(condition);
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
