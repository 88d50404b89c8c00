package io.dyff.bench.baseline;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What an Evaluation needs of the cluster, made by nobody but a client: the manifest's ConfigMap, Deployment, Service and
 * the client's Job; when that is complete the session goes and the verification's Job comes. No events, no database, no
 * custom resource, no operator. The objects are copies of those that an Evaluation had.
 */
public final class BareWorkflow implements AutoCloseable {
    private static final String NAMESPACE = "default";
    private static final Duration BOUND = Duration.ofSeconds(120);
    private final Map<String, HasMetadata> seen = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> completions = new ConcurrentHashMap<>();
    private final KubernetesClient client;

    /** Watches from now on, so that it knows the objects of the evaluations to come. */
    public BareWorkflow(Path kubeconfig) {
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
        client.configMaps().inNamespace(NAMESPACE).inform(new Watcher<ConfigMap>());
        client.services().inNamespace(NAMESPACE).inform(new Watcher<Service>());
        client.apps().deployments().inNamespace(NAMESPACE).inform(new Watcher<Deployment>());
        client.batch().v1().jobs().inNamespace(NAMESPACE).inform(new Watcher<Job>());
    }

    /**
     * Makes the objects that the evaluation had, under an id of their own, and returns when both Jobs are complete.
     *
     * @param evaluation id of one that completed after this was made
     */
    public void run(String evaluation) throws InterruptedException {
        String id = UUID.randomUUID().toString().replace("-", "");
        List<HasMetadata> session =
                List.of(create(evaluation, id, "Deployment", "infer"), create(evaluation, id, "Service", "infer"));
        create(evaluation, id, "ConfigMap", "manifest");
        await(create(evaluation, id, "Job", "client"));
        client.resourceList(session).inNamespace(NAMESPACE).delete();
        await(create(evaluation, id, "Job", "verify"));
    }

    private HasMetadata create(String evaluation, String id, String kind, String component) {
        String name = kind + "/eval-" + evaluation + "-" + component;
        HasMetadata pattern = Objects.requireNonNull(seen.get(name), () -> "the evaluation had no " + name);
        return client.resource(WorkflowObject.of(evaluation, pattern).forId(id))
                .inNamespace(NAMESPACE)
                .create();
    }

    private void await(HasMetadata job) throws InterruptedException {
        String name = job.getMetadata().getName();
        try {
            completion(name).get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the Job " + name + " is not complete after " + BOUND, e);
        }
    }

    private CompletableFuture<Void> completion(String job) {
        return completions.computeIfAbsent(job, name -> new CompletableFuture<>());
    }

    private static boolean isComplete(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(c ->
                                c.getType().equals("Complete") && c.getStatus().equals("True"));
    }

    @Override
    public void close() {
        client.close();
    }

    private final class Watcher<T extends HasMetadata> implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            seen.put(object.getKind() + "/" + object.getMetadata().getName(), object);
            if (object instanceof Job job && isComplete(job)) {
                completion(job.getMetadata().getName()).complete(null);
            }
        }

        @Override
        public void onUpdate(T before, T after) {
            onAdd(after);
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            // A pattern stays one.
        }
    }
}
