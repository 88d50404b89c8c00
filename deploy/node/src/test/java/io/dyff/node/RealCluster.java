package io.dyff.node;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** kube-apiserver and its controllers, without a scheduler. */
final class RealCluster extends TestingCluster {
    /** How long an answer of the API server may take, in milliseconds, on a machine that has other work. */
    private static final int SLOW_MS = 60_000;

    private static RealCluster only;

    private final Path folder;
    private final KubernetesClient client;

    private RealCluster() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("node-it-kube");
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
        up();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(kubeconfig().toFile()))
                        .withConnectionTimeout(SLOW_MS)
                        .withRequestTimeout(SLOW_MS)
                        .build())
                .build();
    }

    static synchronized RealCluster only() {
        Assumptions.assumeFalse("no".equals(System.getenv("DYFF_TEST_REAL")), "no real control plane here");
        try {
            only = only == null ? new RealCluster() : only;
            return only;
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    KubernetesClient client() {
        return client;
    }

    @Override
    Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    @Override
    void up() throws IOException, InterruptedException {
        Path output = folder.resolve("kube-up.out");
        ProcessBuilder up = new ProcessBuilder("../kube/control-plane/kube-up", folder.toString());
        up.environment().put("KUBE_SCHEDULER", "no");
        Process process =
                up.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(20, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("kube-up failed: " + Files.readString(output));
        }
    }

    @Override
    void down() throws IOException, InterruptedException {
        new ProcessBuilder("../kube/control-plane/kube-down", folder.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    private void remove() {
        try {
            client.close();
            down();
            deleteFolder(folder);
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
