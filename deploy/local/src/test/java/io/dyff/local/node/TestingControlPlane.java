package io.dyff.local.node;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/** A real API server with its controllers and without a scheduler, one for all tests of this JVM. */
final class TestingControlPlane {

    private static KubernetesClient client;
    private static Path folder;

    private TestingControlPlane() {}

    static synchronized KubernetesClient client() throws IOException, InterruptedException {
        if (client == null) {
            folder = Files.createTempDirectory("node-it-kube");
            Runtime.getRuntime().addShutdownHook(new Thread(TestingControlPlane::remove));
            up();
            client = new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(kubeconfig().toFile()))
                    .build();
        }
        return client;
    }

    /** For agents in processes of their own. */
    static Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    /** Starts it, also again. */
    static void up() throws IOException, InterruptedException {
        Path output = folder.resolve("kube-up.out");
        ProcessBuilder up = new ProcessBuilder("kube/kube-up", folder.toString());
        up.environment().put("KUBE_SCHEDULER", "no");
        Process process =
                up.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(20, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("kube-up failed: " + Files.readString(output));
        }
    }

    /** Ends it; what it knows stays. */
    static void down() throws IOException, InterruptedException {
        new ProcessBuilder("kube/kube-down", folder.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    private static void remove() {
        try {
            client.close();
            down();
            try (var all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
