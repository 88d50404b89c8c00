package io.dyff.kube;

import io.dyff.kube.controllers.Controllers;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** An API server with controllers to test against: ours, or a real control plane. */
public final class TestingTarget implements AutoCloseable {
    /** How long an answer of the API server may take, in milliseconds, on a machine that has other work. */
    private static final int SLOW_MS = 60_000;

    /** Ends what was started. */
    private interface End {
        void run() throws Exception;
    }

    private final Path kubeconfig;
    private final KubernetesClient client;
    private final TestingKubectl kubectl;
    private final End end;

    private TestingTarget(Path kubeconfig, End end) throws IOException {
        this.kubeconfig = kubeconfig;
        this.client = client(kubeconfig);
        this.kubectl = new TestingKubectl(kubeconfig);
        this.end = end;
    }

    static KubernetesClient client(Path kubeconfig) throws IOException {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(Files.readString(kubeconfig)))
                        .withConnectionTimeout(SLOW_MS)
                        .withRequestTimeout(SLOW_MS)
                        .build())
                .build();
    }

    public static TestingTarget ours(Path folder) throws IOException {
        KubeServer server = open(folder.resolve("data"));
        Path kubeconfig = folder.resolve("kubeconfig");
        server.writeKubeconfig(kubeconfig);
        KubernetesClient forControllers = client(kubeconfig);
        Controllers controllers =
                Controllers.start(forControllers, new Controllers.Settings(Clock.systemUTC(), Duration.ofMillis(100)));
        return new TestingTarget(kubeconfig, () -> {
            controllers.close();
            forControllers.close();
            server.close();
        });
    }

    static KubeServer open(Path data) throws IOException {
        return KubeServer.open(
                new KubeServer.Settings(data, new InetSocketAddress("127.0.0.1", 0), "test-token", Clock.systemUTC()));
    }

    /** The real control plane of this JVM's tests, which goes on when the target is closed. */
    public static TestingTarget real() throws IOException {
        TestingKubectl.assumeThereIsOne();
        return new TestingTarget(TestingControlPlane.shared().kubeconfig(), () -> {});
    }

    /** A real control plane of its own, for what belongs to no namespace. */
    static TestingTarget real(Path folder) throws IOException {
        TestingKubectl.assumeThereIsOne();
        TestingControlPlane plane = new TestingControlPlane(folder);
        return new TestingTarget(plane.kubeconfig(), plane::end);
    }

    public KubernetesClient client() {
        return client;
    }

    public TestingKubectl kubectl() {
        return kubectl;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public void close() throws Exception {
        client.close();
        end.run();
    }
}
