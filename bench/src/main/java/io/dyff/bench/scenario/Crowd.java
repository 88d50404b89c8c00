package io.dyff.bench.scenario;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Creates workflows and Jobs, many at a time, and knows when each is complete and when the first Job of one was there. It
 * watches the kinds that it is told to: what a side need not know costs it nothing.
 */
final class Crowd implements AutoCloseable {
    static final String JOB = "Job";
    private static final Duration BOUND = Duration.ofMinutes(10);
    private static final int CREATORS = 16;
    private final Map<String, CompletableFuture<Void>> completions = new ConcurrentHashMap<>();
    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
    private final List<SharedIndexInformer<?>> watches;
    private final KubernetesClient client;
    private final String namespace;

    /** Watches these kinds until it is closed. */
    Crowd(KubernetesClient client, String namespace, String... kinds) {
        this.client = client;
        this.namespace = namespace;
        this.watches = Stream.of(kinds).<SharedIndexInformer<?>>map(this::watch).toList();
    }

    private SharedIndexInformer<?> watch(String kind) {
        return kind.equals(JOB)
                ? client.batch().v1().jobs().inNamespace(namespace).inform(new Jobs())
                : client.genericKubernetesResources(context(kind))
                        .inNamespace(namespace)
                        .inform(new Workflows());
    }

    @Override
    public void close() {
        watches.forEach(SharedIndexInformer::stop);
    }

    private static ResourceDefinitionContext context(String kind) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("dyff.io")
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(kind.toLowerCase(java.util.Locale.ROOT) + "s")
                .withNamespaced(true)
                .build();
    }

    /** Creates all, some at a time, and returns when the last is there. */
    void create(List<? extends HasMetadata> resources) throws InterruptedException, ExecutionException {
        try (ExecutorService creators = Executors.newFixedThreadPool(CREATORS)) {
            List<Future<?>> created = new ArrayList<>();
            resources.forEach(each -> created.add(creators.submit(
                    () -> client.resource(each).inNamespace(namespace).create())));
            for (Future<?> each : created) {
                each.get();
            }
        }
    }

    /** The same, and returns when the last is complete. */
    void run(List<? extends HasMetadata> resources) throws InterruptedException, ExecutionException {
        create(resources);
        for (HasMetadata each : resources) {
            await(each);
        }
    }

    private void await(HasMetadata resource) throws InterruptedException, ExecutionException {
        try {
            completion(resource).get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(key(resource) + " is not complete after " + BOUND, e);
        }
    }

    /** When the Job of that name was first seen, as {@link System#nanoTime()} tells it. */
    long arrival(String job) {
        return Objects.requireNonNull(arrivals.get(job), () -> "no Job " + job + " was seen");
    }

    private CompletableFuture<Void> completion(HasMetadata resource) {
        return completions.computeIfAbsent(key(resource), any -> new CompletableFuture<>());
    }

    private static String key(HasMetadata resource) {
        return resource.getKind() + "/" + resource.getMetadata().getName();
    }

    /** Sees what becomes of objects of one type. */
    private abstract class Watcher<T extends HasMetadata> implements ResourceEventHandler<T> {
        abstract boolean isComplete(T object);

        @Override
        public void onAdd(T object) {
            if (isComplete(object)) {
                completion(object).complete(null);
            }
        }

        @Override
        public void onUpdate(T before, T after) {
            onAdd(after);
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            // What was seen stays seen.
        }
    }

    private final class Jobs extends Watcher<Job> {
        @Override
        public void onAdd(Job job) {
            arrivals.putIfAbsent(job.getMetadata().getName(), System.nanoTime());
            super.onAdd(job);
        }

        @Override
        boolean isComplete(Job job) {
            return job.getStatus() != null
                    && job.getStatus().getConditions().stream()
                            .anyMatch(condition -> condition.getType().equals("Complete")
                                    && condition.getStatus().equals("True"));
        }
    }

    private final class Workflows extends Watcher<GenericKubernetesResource> {
        @Override
        boolean isComplete(GenericKubernetesResource resource) {
            List<Map<String, Object>> conditions = resource.get("status", "conditions");
            return conditions != null
                    && conditions.stream()
                            .anyMatch(condition ->
                                    "Complete".equals(condition.get("type")) && "True".equals(condition.get("status")));
        }
    }
}
