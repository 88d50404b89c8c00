package io.dyff.operator.controller.cluster;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.Labels;
import io.dyff.operator.controller.plan.Children;
import io.dyff.operator.controller.plan.PodRefusals;
import io.dyff.operator.controller.plan.Reconciler;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One informer per kind of object in the namespace: our resources whole, of the others only those with our label. */
final class Caches implements Expectations.View, AutoCloseable {

    private static final Duration SYNC = Duration.ofMinutes(2);
    private static final String BY_PRIMARY = "primary";
    private static final String BY_OBJECT = "object";

    private final Map<Class<? extends HasMetadata>, SharedIndexInformer<? extends HasMetadata>> informers =
            new LinkedHashMap<>();
    private final String namespace;
    private final Consumer<Key> changed;

    /** @param changed hears of each key for which something may have changed */
    Caches(
            KubernetesClient client,
            String namespace,
            Collection<? extends Reconciler<?>> reconcilers,
            Consumer<Key> changed) {
        this.namespace = namespace;
        this.changed = changed;
        reconcilers.forEach(reconciler -> primary(client, reconciler.kind()));
        reconcilers.stream()
                .flatMap(reconciler -> reconciler.children().stream())
                .forEach(type -> child(client, type));
        if (informers.containsKey(Job.class)) {
            refusedPods(client);
        }
    }

    /** Fills the caches; answers when all of them are filled. */
    void start() {
        CompletableFuture<?>[] starts = informers.values().stream()
                .map(informer -> informer.start().toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(starts).get(SYNC.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | CompletionException e) {
            throw new KubernetesClientException("cannot fill the caches", e.getCause());
        } catch (TimeoutException e) {
            throw new KubernetesClientException("the caches were not filled within %s".formatted(SYNC), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted while filling the caches", e);
        }
    }

    /** Whether every cache follows its watch. */
    boolean following() {
        return informers.values().stream().allMatch(SharedIndexInformer::isWatching);
    }

    @Override
    public <T extends HasMetadata> Optional<T> get(Class<T> type, String name) {
        return Optional.ofNullable(informer(type).getStore().getByKey(Cache.namespaceKeyFunc(namespace, name)));
    }

    @Override
    public boolean reached(Class<? extends HasMetadata> type, long version) {
        String reached = informer(type).lastSyncResourceVersion();
        return reached != null && !reached.isEmpty() && Expectations.version(reached) >= version;
    }

    /** The objects that belong to the resource, of these kinds, and what is said of pods that may not be made. */
    List<HasMetadata> children(Key key, List<Class<? extends HasMetadata>> types) {
        List<HasMetadata> children = new ArrayList<>();
        for (Class<? extends HasMetadata> type : types) {
            children.addAll(informer(type).getIndexer().byIndex(BY_PRIMARY, key.toString()));
        }
        List<Event> refusals = children.stream()
                .filter(Job.class::isInstance)
                .flatMap(job ->
                        informer(Event.class)
                                .getIndexer()
                                .byIndex(BY_OBJECT, job.getMetadata().getUid())
                                .stream())
                .toList();
        children.addAll(refusals);
        return children;
    }

    @Override
    public void close() {
        informers.values().forEach(SharedIndexInformer::stop);
    }

    private <P extends DyffResource<?>> void primary(KubernetesClient client, Class<P> kind) {
        SharedIndexInformer<P> informer =
                client.resources(kind).inNamespace(namespace).runnableInformer(0);
        String workflow = Children.workflow(kind);
        informer.addEventHandler(new Notice<>(primary ->
                changed.accept(new Key(workflow, primary.getMetadata().getName()))));
        register(kind, informer);
    }

    private <T extends HasMetadata> void child(KubernetesClient client, Class<T> type) {
        if (!informers.containsKey(type)) {
            register(
                    type,
                    client.resources(type)
                            .inNamespace(namespace)
                            .withLabel(Labels.MANAGED_BY, Labels.MANAGER)
                            .runnableInformer(0));
        }
    }

    /** One that comes before its Job is in the cache is found when that is: a Job wakes its resource, too. */
    private void refusedPods(KubernetesClient client) {
        SharedIndexInformer<Event> informer = client.v1()
                .events()
                .inNamespace(namespace)
                .withFields(PodRefusals.FIELDS)
                .runnableInformer(0);
        informer.addIndexers(Map.of(
                BY_OBJECT,
                event -> Stream.ofNullable(event.getInvolvedObject().getUid()).toList()));
        informer.addEventHandler(
                new Notice<>(event -> get(Job.class, event.getInvolvedObject().getName())
                        .flatMap(Caches::primaryOf)
                        .ifPresent(changed)));
        informer.exceptionHandler((started, failure) -> started);
        informers.put(Event.class, informer);
    }

    private <T extends HasMetadata> void register(Class<T> type, SharedIndexInformer<T> informer) {
        informer.addIndexers(Map.of(
                BY_PRIMARY,
                object -> primaryOf(object).map(Key::toString).stream().toList()));
        informer.addEventHandler(new Notice<>(object -> primaryOf(object).ifPresent(changed)));
        informer.exceptionHandler((started, failure) -> started);
        informers.put(type, informer);
    }

    @SuppressWarnings("unchecked")
    private <T extends HasMetadata> SharedIndexInformer<T> informer(Class<T> type) {
        return (SharedIndexInformer<T>) Objects.requireNonNull(informers.get(type), type::getName);
    }

    /** The resource that a child belongs to, by its labels. */
    private static Optional<Key> primaryOf(HasMetadata child) {
        Map<String, String> labels = child.getMetadata().getLabels();
        if (labels == null || !Labels.MANAGER.equals(labels.get(Labels.MANAGED_BY))) {
            return Optional.empty();
        }
        String workflow = labels.get(Labels.WORKFLOW);
        String name = labels.get(Labels.INSTANCE);
        return workflow == null || name == null ? Optional.empty() : Optional.of(new Key(workflow, name));
    }

    /** Passes on every event, whatever happened. */
    private record Notice<T>(Consumer<T> listener) implements ResourceEventHandler<T> {

        @Override
        public void onAdd(T object) {
            listener.accept(object);
        }

        @Override
        public void onUpdate(T before, T after) {
            listener.accept(after);
        }

        @Override
        public void onDelete(T object, boolean stateUnknown) {
            listener.accept(object);
        }
    }
}
