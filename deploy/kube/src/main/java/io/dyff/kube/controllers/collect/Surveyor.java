package io.dyff.kube.controllers.collect;

import io.dyff.kube.controllers.Notify;
import io.dyff.kube.controllers.WorkQueue;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches every kind that can be deleted, the custom ones as they come and go, and keeps little of each object. */
final class Surveyor implements AutoCloseable {

    /** Hears of every object. */
    interface Listener {
        void seen(Known object);

        void gone(Kind kind, String namespace, String uid);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Surveyor.class);
    private static final String SURVEY = "survey";
    private static final Duration DISCOVERY_DELAY = Duration.ofMillis(200);

    private final KubernetesClient client;
    private final Listener listener;
    private final Map<Kind, SharedIndexInformer<GenericKubernetesResource>> informers = new ConcurrentHashMap<>();
    private final WorkQueue<String> queue = new WorkQueue<>("survey", key -> survey());
    private final SharedIndexInformer<CustomResourceDefinition> definitions;
    private volatile boolean closed;

    Surveyor(KubernetesClient client, Listener listener) {
        this.client = client;
        this.listener = listener;
        this.definitions =
                client.apiextensions().v1().customResourceDefinitions().runnableInformer(0);
        definitions.addEventHandler(new Notify<>(definition -> queue.add(SURVEY)));
    }

    void start() {
        queue.start();
        queue.add(SURVEY);
        definitions.start();
    }

    /** The kinds that are watched now. */
    Set<Kind> kinds() {
        return informers.keySet();
    }

    Optional<Kind> find(String apiVersion, String kind) {
        return kinds().stream()
                .filter(known ->
                        known.apiVersion().equals(apiVersion) && known.kind().equals(kind))
                .findFirst();
    }

    /** The dependents of an object as the API server knows them now. */
    List<Known> dependents(Known owner) {
        List<Known> found = new ArrayList<>();
        for (Kind kind : kinds()) {
            var resources = client.genericKubernetesResources(kind.context());
            var list = kind.namespaced() && !owner.namespace().isEmpty()
                    ? resources.inNamespace(owner.namespace()).list()
                    : resources.inAnyNamespace().list();
            list.getItems().stream()
                    .filter(object -> object.getMetadata().getOwnerReferences().stream()
                            .anyMatch(reference -> reference.getUid().equals(owner.uid())))
                    .forEach(object -> found.add(Known.of(kind, object)));
        }
        return found;
    }

    private synchronized void survey() {
        Set<Kind> present = discover();
        Set<Kind> vanished = new HashSet<>(informers.keySet());
        vanished.removeAll(present);
        for (Kind kind : vanished) {
            SharedIndexInformer<GenericKubernetesResource> informer = informers.remove(kind);
            if (informer != null) {
                informer.stop();
            }
        }
        for (Kind kind : present) {
            if (!closed) {
                informers.computeIfAbsent(kind, this::watch);
            }
        }
        if (!closed && lacks(present, definitions.getStore().list())) {
            queue.addAfter(SURVEY, DISCOVERY_DELAY);
        }
    }

    /** A server may tell of a definition a moment before it lists the kind. */
    static boolean lacks(Set<Kind> present, List<CustomResourceDefinition> definitions) {
        return definitions.stream()
                .filter(Surveyor::isServed)
                .map(CustomResourceDefinition::getSpec)
                .anyMatch(spec -> present.stream()
                        .noneMatch(kind -> kind.group().equals(spec.getGroup())
                                && kind.plural().equals(spec.getNames().getPlural())));
    }

    private static boolean isServed(CustomResourceDefinition definition) {
        return !definition.isMarkedForDeletion()
                && definition.getSpec().getVersions().stream()
                        .anyMatch(version -> Boolean.TRUE.equals(version.getServed()))
                && definition.getStatus() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    private Set<Kind> discover() {
        Set<Kind> kinds = new HashSet<>();
        List<String> versions = new ArrayList<>(List.of("v1"));
        client.getApiGroups()
                .getGroups()
                .forEach(group -> versions.add(group.getPreferredVersion().getGroupVersion()));
        for (String version : versions) {
            APIResourceList list = client.getApiResources(version);
            if (list != null) {
                list.getResources().stream()
                        .filter(Surveyor::isCollectable)
                        .forEach(resource -> kinds.add(kind(version, resource)));
            }
        }
        return kinds;
    }

    /** Events are many, owned by nobody, and not worth watching. */
    private static boolean isCollectable(APIResource resource) {
        return !resource.getName().contains("/")
                && !resource.getName().equals("events")
                && resource.getVerbs().containsAll(List.of("list", "watch", "delete"));
    }

    private static Kind kind(String groupVersion, APIResource resource) {
        int slash = groupVersion.indexOf('/');
        String group = slash < 0 ? "" : groupVersion.substring(0, slash);
        return new Kind(
                group,
                groupVersion.substring(slash + 1),
                resource.getKind(),
                resource.getName(),
                Boolean.TRUE.equals(resource.getNamespaced()));
    }

    private SharedIndexInformer<GenericKubernetesResource> watch(Kind kind) {
        SharedIndexInformer<GenericKubernetesResource> informer = client.genericKubernetesResources(kind.context())
                .inAnyNamespace()
                .runnableInformer(0);
        informer.removeNamespaceIndex();
        informer.itemStore(new ReducedStateItemStore<>(
                ReducedStateItemStore.NAME_KEY_STATE,
                GenericKubernetesResource.class,
                client.getKubernetesSerialization(),
                "metadata.uid"));
        informer.addEventHandler(handler(kind, listener));
        informer.exceptionHandler((started, failure) -> !closed && informers.containsKey(kind));
        informer.start().exceptionally(failure -> {
            LOG.debug("{} are not watched: {}", kind.plural(), failure.getMessage());
            return null;
        });
        return informer;
    }

    static ResourceEventHandler<GenericKubernetesResource> handler(Kind kind, Listener listener) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource object) {
                listener.seen(Known.of(kind, object));
            }

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
                if (!before.getMetadata().getUid().equals(after.getMetadata().getUid())) {
                    // The old one's end was missed: another has its name now.
                    onDelete(before, true);
                }
                listener.seen(Known.of(kind, after));
            }

            @Override
            public void onDelete(GenericKubernetesResource object, boolean finalStateUnknown) {
                String namespace = object.getMetadata().getNamespace();
                listener.gone(
                        kind,
                        namespace == null ? "" : namespace,
                        object.getMetadata().getUid());
            }
        };
    }

    @Override
    public void close() {
        closed = true;
        queue.close();
        definitions.stop();
        informers.values().forEach(SharedIndexInformer::stop);
    }
}
