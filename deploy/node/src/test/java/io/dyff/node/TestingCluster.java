package io.dyff.node;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** An API server with the controllers of Jobs and Deployments, and without anybody who runs pods. */
abstract class TestingCluster {

    /** The real thing, one for all tests of this JVM. */
    static TestingCluster real() {
        return RealCluster.only();
    }

    /** Our own small server with our own controllers, one for all tests of this JVM. */
    static TestingCluster small() {
        return SmallCluster.only();
    }

    abstract KubernetesClient client() throws Exception;

    /** For agents in processes of their own. */
    abstract Path kubeconfig() throws Exception;

    /** Ends the server; what it knows stays. */
    abstract void down() throws Exception;

    /** Starts it again, where it was. */
    abstract void up() throws Exception;

    static void deleteFolder(Path folder) {
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
