package io.dyff.local.cli;

import io.dyff.local.launch.Project;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The project's examples in a namespace, applied as a user does, and what becomes of them. */
final class OperatorExamples implements AutoCloseable {
    /** How long an answer of the API server may take, in milliseconds, on a machine that has other work. */
    private static final int SLOW_MS = 60_000;

    private final KubernetesClient client;
    private final String namespace;

    OperatorExamples(Path kubeconfig, String namespace) {
        this.namespace = namespace;
        this.client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                        .withConnectionTimeout(SLOW_MS)
                        .withRequestTimeout(SLOW_MS)
                        .build())
                .build();
    }

    KubernetesClient client() {
        return client;
    }

    /** Applies files of {@code deploy/examples}. */
    void apply(String... files) throws IOException {
        for (String file : files) {
            try (InputStream text = Files.newInputStream(Project.here().file("deploy/examples/" + file))) {
                for (HasMetadata item : client.load(text).items()) {
                    client.resource(item)
                            .inNamespace(namespace)
                            .forceConflicts()
                            .serverSideApply();
                }
            }
        }
    }

    /** Waits until the only resource of that kind has the condition, such as {@code Ready=True}. */
    void await(String kind, String condition) {
        Awaitility.await()
                .atMost(10, TimeUnit.MINUTES)
                .pollInterval(500, TimeUnit.MILLISECONDS)
                .until(() -> conditions(kind).contains(condition));
    }

    private List<String> conditions(String kind) {
        GenericKubernetesResource resource = client.genericKubernetesResources("dyff.io/v1alpha1", kind)
                .inNamespace(namespace)
                .list()
                .getItems()
                .getFirst();
        List<Map<String, Object>> conditions = resource.get("status", "conditions");
        return conditions == null
                ? List.of()
                : conditions.stream()
                        .map(c -> c.get("type") + "=" + c.get("status"))
                        .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
