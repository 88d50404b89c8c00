package io.dyff.kube;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * etcd, API server and controllers of the release that kubectl is from, without a scheduler: there is no node. The garbage
 * collector knows the things of these tests from its start: it looks for those that come later only every half minute.
 */
final class TestingControlPlane {

    private static final Path SCRIPTS = Path.of("control-plane").toAbsolutePath();
    private static final Path DEFINITION =
            Path.of("src/test/resources/io/dyff/kube/thing-crd.yaml").toAbsolutePath();

    private static @Nullable TestingControlPlane shared;

    private final Path folder;
    private final Path kubeconfig;

    TestingControlPlane(Path folder) throws IOException {
        this.folder = folder;
        this.kubeconfig = Path.of(script("kube-up").lines().toList().getLast());
    }

    /** One for all tests of this JVM that keep to namespaces of their own. */
    static synchronized TestingControlPlane shared() throws IOException {
        if (shared == null) {
            TestingControlPlane started = new TestingControlPlane(Files.createTempDirectory("kube-it-"));
            Runtime.getRuntime().addShutdownHook(new Thread(started::remove));
            shared = started;
        }
        return shared;
    }

    /** Of a user who may do everything. */
    Path kubeconfig() {
        return kubeconfig;
    }

    void end() throws IOException {
        script("kube-down");
    }

    private void remove() {
        try {
            end();
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String script(String name) throws IOException {
        return TestingKubectl.run(
                        List.of(SCRIPTS.resolve(name).toString(), folder.toString()),
                        Map.of("KUBE_CRDS", DEFINITION.toString(), "KUBE_SCHEDULER", "no"),
                        "",
                        Duration.ofMinutes(30))
                .requireSuccess();
    }
}
