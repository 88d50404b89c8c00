package io.dyff.node;

import io.dyff.kube.KubeServer;
import io.dyff.kube.controllers.Controllers;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Our small API server and our controllers, in this JVM. */
final class SmallCluster extends TestingCluster {
    /** How long an answer of the API server may take, in milliseconds, on a machine that has other work. */
    private static final int SLOW_MS = 60_000;

    private static SmallCluster only;

    private final Path folder;
    private final KubernetesClient client;
    private KubeServer server;
    private Controllers controllers;
    private int port;

    private SmallCluster() throws IOException {
        folder = Files.createTempDirectory("node-it-small");
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
        open();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(kubeconfig().toFile()))
                        .withConnectionTimeout(SLOW_MS)
                        .withRequestTimeout(SLOW_MS)
                        .build())
                .build();
        controllers = Controllers.start(client);
    }

    static synchronized SmallCluster only() {
        try {
            only = only == null ? new SmallCluster() : only;
            return only;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void open() throws IOException {
        server = KubeServer.open(new KubeServer.Settings(
                folder.resolve("data"),
                new InetSocketAddress("127.0.0.1", port),
                "secret-of-tests",
                Clock.systemUTC()));
        port = URI.create(server.url()).getPort();
        server.writeKubeconfig(kubeconfig());
    }

    @Override
    KubernetesClient client() {
        return client;
    }

    @Override
    Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    /** Answers requests for logs from now on. */
    void plug(PodLogs logs) {
        server.plug(new KubeLogSource(logs));
    }

    @Override
    void up() throws IOException {
        open();
        controllers = Controllers.start(client);
    }

    @Override
    void down() {
        controllers.close();
        server.close();
    }

    private void remove() {
        client.close();
        down();
        deleteFolder(folder);
    }
}
