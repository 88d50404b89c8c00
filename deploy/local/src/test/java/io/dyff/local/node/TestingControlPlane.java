package io.dyff.local.node;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real API server with its controllers and without a scheduler, one for all tests of this JVM. */
final class TestingControlPlane {

    private static KubernetesClient client;
    private static Path kubeconfig;

    private TestingControlPlane() {}

    static synchronized KubernetesClient client() throws IOException, InterruptedException {
        if (client == null) {
            Path folder = Files.createTempDirectory("node-it-kube");
            Path output = folder.resolve("kube-up.out");
            ProcessBuilder up = new ProcessBuilder("kube/kube-up", folder.toString());
            up.environment().put("KUBE_SCHEDULER", "no");
            Process process =
                    up.redirectErrorStream(true).redirectOutput(output.toFile()).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> down(folder)));
            if (!process.waitFor(20, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("kube-up failed: " + Files.readString(output));
            }
            kubeconfig = folder.resolve("kubeconfig");
            client = new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                    .build();
        }
        return client;
    }

    /** For agents in processes of their own. */
    static Path kubeconfig() throws IOException, InterruptedException {
        client();
        return kubeconfig;
    }

    private static void down(Path folder) {
        try {
            client.close();
            new ProcessBuilder("kube/kube-down", folder.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            try (var all = Files.walk(folder)) {
                for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
