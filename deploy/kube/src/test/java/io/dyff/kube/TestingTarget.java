package io.dyff.kube;

import io.dyff.kube.controllers.Controllers;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** An API server with controllers to test against: ours, or a real control plane. */
public final class TestingTarget implements AutoCloseable {

    private static final Path SCRIPTS = Path.of("control-plane").toAbsolutePath();

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
                .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
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

    /** Starts etcd, API server and controllers of the release that kubectl is from. */
    public static TestingTarget real(Path folder) throws IOException {
        List<String> lines = TestingKubectl.run(
                        List.of(SCRIPTS.resolve("kube-up").toString(), folder.toString()), "", Duration.ofMinutes(30))
                .requireSuccess()
                .lines()
                .toList();
        return new TestingTarget(
                Path.of(lines.getLast()),
                () -> TestingKubectl.run(
                                List.of(SCRIPTS.resolve("kube-down").toString(), folder.toString()),
                                "",
                                Duration.ofMinutes(1))
                        .requireSuccess());
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
