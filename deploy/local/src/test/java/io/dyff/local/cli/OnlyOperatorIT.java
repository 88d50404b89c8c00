package io.dyff.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.local.launch.Project;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator without the platform around it: the example of the project, applied by hand, ends Complete. */
class OnlyOperatorIT {
    @TempDir
    Path scratch;

    private TestingLauncher launcher;
    private String data = "";

    @AfterEach
    void end() throws Exception {
        launcher.run("down", "--data", data);
    }

    @Test
    void shouldCompleteTheExampleWithoutApiBrokerAndDatabase() throws Exception {
        launcher = new TestingLauncher(scratch);
        data = scratch.resolve("data").toString();

        TestingLauncher.Ended up = launcher.run("up", "--only", "operator", "--detach", "--data", data, "-o", "json");

        assertThat(up.exit()).as(up.err()).isZero();
        JsonNode announcement = up.json();
        assertThat(announcement.has("endpoint")).isFalse();
        assertThat(announcement.path("pids").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("supervisor", "infrastructure", "operator");
        assertThat(scratch.resolve("data/broker")).doesNotExist();
        assertThat(scratch.resolve("data/database")).doesNotExist();
        try (KubernetesClient client = client(announcement)) {
            applyExample(client);
            await().atMost(180, TimeUnit.SECONDS)
                    .pollInterval(500, TimeUnit.MILLISECONDS)
                    .until(() -> conditions(client).contains("Complete=True"));
        }
    }

    private static KubernetesClient client(JsonNode announcement) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(
                        Path.of(announcement.path("kubeconfig").asText()).toFile()))
                .build();
    }

    private static void applyExample(KubernetesClient client) throws IOException {
        for (String file : List.of("seed-dataset.yaml", "evaluation.yaml")) {
            try (InputStream text = Files.newInputStream(Project.here().file("deploy/examples/evaluation/" + file))) {
                for (HasMetadata item : client.load(text).items()) {
                    client.resource(item)
                            .inNamespace("default")
                            .forceConflicts()
                            .serverSideApply();
                }
            }
        }
    }

    private static List<String> conditions(KubernetesClient client) {
        GenericKubernetesResource evaluation = client.genericKubernetesResources("dyff.io/v1alpha1", "Evaluation")
                .inNamespace("default")
                .list()
                .getItems()
                .getFirst();
        List<Map<String, Object>> conditions = evaluation.get("status", "conditions");
        return conditions == null
                ? List.of()
                : conditions.stream()
                        .map(c -> c.get("type") + "=" + c.get("status"))
                        .toList();
    }
}
