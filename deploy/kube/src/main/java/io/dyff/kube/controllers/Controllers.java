package io.dyff.kube.controllers;

import io.dyff.kube.controllers.collect.GarbageCollector;
import io.dyff.kube.controllers.deployment.DeploymentController;
import io.dyff.kube.controllers.deployment.ReplicaSetController;
import io.dyff.kube.controllers.job.JobController;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** All controllers of a control plane together; they need nothing but a client of an API server. */
public final class Controllers implements AutoCloseable {

    /**
     * How the controllers behave.
     *
     * @param firstRetry the pause of a Job after its first failed pod
     */
    public record Settings(Clock clock, Duration firstRetry) {

        public static final Settings DEFAULTS = new Settings(Clock.systemUTC(), Duration.ofSeconds(10));
    }

    /** One controller; it begins when the caches are filled. */
    public interface Controller extends AutoCloseable {
        void start();

        @Override
        void close();
    }

    private final List<SharedIndexInformer<?>> informers;
    private final List<Controller> controllers;

    private Controllers(KubernetesClient client, Settings settings) {
        Clock clock = settings.clock();
        SharedIndexInformer<Pod> pods = client.pods().inAnyNamespace().runnableInformer(0);
        SharedIndexInformer<Job> jobs =
                client.batch().v1().jobs().inAnyNamespace().runnableInformer(0);
        SharedIndexInformer<ReplicaSet> sets =
                client.apps().replicaSets().inAnyNamespace().runnableInformer(0);
        SharedIndexInformer<Deployment> deployments =
                client.apps().deployments().inAnyNamespace().runnableInformer(0);
        SharedIndexInformer<Service> services =
                client.services().inAnyNamespace().runnableInformer(0);
        SharedIndexInformer<Endpoints> endpoints =
                client.endpoints().inAnyNamespace().runnableInformer(0);
        pods.addIndexers(Owners.byController());
        sets.addIndexers(Owners.byController());
        informers = List.of(pods, jobs, sets, deployments, services, endpoints);
        controllers = List.of(
                new JobController(client, jobs, pods, clock, settings.firstRetry()),
                new ReplicaSetController(client, sets, pods, clock),
                new DeploymentController(client, deployments, sets, clock),
                new EndpointsController(client, services, endpoints, pods),
                new GarbageCollector(client));
        CompletableFuture.allOf(informers.stream()
                        .map(informer -> informer.start().toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .join();
        controllers.forEach(Controller::start);
    }

    /** Starts the controllers and returns when they know all objects. */
    public static Controllers start(KubernetesClient client) {
        return start(client, Settings.DEFAULTS);
    }

    public static Controllers start(KubernetesClient client, Settings settings) {
        return new Controllers(client, settings);
    }

    /** Stops watching, then working; the client stays open. */
    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
        controllers.forEach(Controller::close);
    }
}
