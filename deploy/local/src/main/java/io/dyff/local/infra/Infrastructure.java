package io.dyff.local.infra;

import io.dyff.kube.controllers.Controllers;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.instance.Ports;
import io.dyff.local.instance.Settings;
import io.dyff.local.launch.Project;
import io.dyff.node.NodeAgent;
import io.dyff.parts.Broker;
import io.dyff.parts.Database;
import io.dyff.parts.ObjectStore;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of one instance, started together and stopped in order. */
final class Infrastructure implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Infrastructure.class);
    private static final int PATIENCE = 5;
    private static final int LONGEST_START_SECONDS = 20;

    /** How long an answer of the control plane may take, in milliseconds, on a machine that has other work. */
    private static final int SLOW_MS = 60_000;

    private final DataFolder folder;
    private final Project project;
    private final boolean onlyOperator;
    private final Kubernetes kubernetes;
    private final Settings settings;
    private final Health health;
    private final List<CompletableFuture<Void>> starts = new CopyOnWriteArrayList<>();
    private @Nullable Broker broker;
    private @Nullable Database database;
    private @Nullable ObjectStore objects;
    private @Nullable ControlPlane controlPlane;
    private @Nullable KubernetesClient client;
    private @Nullable Controllers controllers;
    private @Nullable NodeAgent node;

    Infrastructure(DataFolder folder, Project project, boolean onlyOperator, Kubernetes kubernetes) {
        this.folder = folder;
        this.project = project;
        this.onlyOperator = onlyOperator;
        this.kubernetes = kubernetes;
        this.settings = folder.settings();
        this.health = new Health(settings.port(Ports.INFRASTRUCTURE));
    }

    void start() {
        starts.add(starting("object store", this::startObjects));
        starts.add(starting("control plane", this::startControlPlane));
        if (!onlyOperator) {
            starts.add(starting("broker", this::startBroker));
            starts.add(starting("database", this::startDatabase));
        }
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException e) {
            throw new IllegalStateException(InfraMain.messageOf(e), e.getCause());
        }
        health.ready();
    }

    private CompletableFuture<Void> starting(String part, Callable<?> start) {
        return CompletableFuture.runAsync(
                () -> {
                    long begin = System.nanoTime();
                    try {
                        start.call();
                    } catch (Exception e) {
                        throw new CompletionException(part + " does not start: " + InfraMain.messageOf(e), e);
                    }
                    LOG.info("{} is ready after {} ms", part, (System.nanoTime() - begin) / 1_000_000);
                },
                task -> Thread.ofPlatform().daemon().name("start-" + part).start(task));
    }

    private Broker startBroker() {
        Broker started =
                Broker.start(folder.file("broker"), settings.port(Ports.BROKER), settings.port(Ports.CONTROLLER));
        broker = started;
        return started;
    }

    private Database startDatabase() {
        Database started =
                Database.start(folder.file("database"), PostgresPrograms.folder(), settings.port(Ports.DATABASE));
        database = started;
        return started;
    }

    private ObjectStore startObjects() {
        ObjectStore started = ObjectStore.start(
                folder.file("objects"),
                settings.port(Ports.OBJECTS),
                "dyff",
                settings.secret("objectsAccessKey"),
                settings.secret("objectsSecretKey"));
        objects = started;
        return started;
    }

    private ControlPlane startControlPlane() throws IOException, InterruptedException {
        ControlPlane started = switch (kubernetes) {
            case local -> OwnControlPlane.start(folder, settings);
            case real -> RealControlPlane.start(folder, project);
            case given -> GivenControlPlane.find(folder);
        };
        controlPlane = started;
        KubernetesClient connected = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(
                                Config.fromKubeconfig(folder.kubeconfig().toFile()))
                        .withConnectionTimeout(SLOW_MS)
                        .withRequestTimeout(SLOW_MS)
                        .build())
                .build();
        client = connected;
        new ClusterContents(connected).apply(project, folder);
        if (!started.controls()) {
            controllers = Controllers.start(connected);
        }
        NodeAgent agent = LocalNode.start(connected, folder, settings, project, started.schedules());
        node = agent;
        started.plug(LocalNode.logs(agent.logs()));
        return started;
    }

    /** Parts that may be gone while this process lives. Call it after the start. */
    List<PartWatch.Part> apart() {
        List<PartWatch.Part> apart = new ArrayList<>();
        if (database != null) {
            apart.add(new PartWatch.Part("database", PATIENCE, new DatabaseLooks(database.dataSource())));
        }
        if (controlPlane != null) {
            ControlPlane watched = controlPlane;
            apart.add(new PartWatch.Part("control plane's store", 1, watched::takesChanges));
        }
        if (kubernetes != Kubernetes.local && client != null) {
            KubernetesClient watched = client;
            apart.add(new PartWatch.Part("control plane", PATIENCE, () -> watched.raw("/readyz") != null));
        }
        return apart;
    }

    /** The order of a platform that ends: who writes before who stores. */
    @Override
    public void close() {
        health.stopping();
        awaitStarts();
        closing("node agent", node);
        closing("controllers", controllers);
        closing("client of the control plane", client);
        closing("control plane", controlPlane);
        closing("broker", broker);
        closing("database", database);
        closing("object store", objects);
        health.close();
    }

    /** A part that is ready only after it should have ended would be left behind. */
    private void awaitStarts() {
        CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new))
                .exceptionally(failed -> null)
                .completeOnTimeout(null, LONGEST_START_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static void closing(String part, @Nullable AutoCloseable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly", part, e);
        }
    }
}
