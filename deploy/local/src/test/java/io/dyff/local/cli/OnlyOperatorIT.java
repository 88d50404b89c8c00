package io.dyff.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator without the platform around it: the examples of the project, applied by hand, end well. */
class OnlyOperatorIT {
    @TempDir
    Path scratch;

    private TestingLauncher launcher;
    private String data = "";

    private TestingHub hub;

    @AfterEach
    void end() throws Exception {
        launcher.run("down", "--data", data);
        hub.close();
    }

    @Test
    void shouldCompleteTheExamplesWithoutApiBrokerAndDatabase() throws Exception {
        hub = new TestingHub();
        launcher = new TestingLauncher(scratch, Map.of("DYFF_OPERATOR__HUB__ENDPOINT", hub.endpoint()));
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
        try (OperatorExamples examples =
                new OperatorExamples(Path.of(announcement.path("kubeconfig").asText()), "default")) {
            examples.apply("evaluation/seed-dataset.yaml", "evaluation/evaluation.yaml", "model/model.yaml");
            examples.await("Evaluation", "Complete=True");
            examples.await("Model", "Ready=True");
        }
        assertThat(plugin("tree")).contains("-verify-").contains("Complete: All steps ended well");
        assertThat(plugin("logs")).as("of the newest step").contains("expected 400, stored 400");
        assertThat(plugin("logs", "--step", "verify", "--follow")).contains("published 1 files");
        assertThat(storedFiles())
                .anyMatch(file -> file.endsWith(Path.of(
                        "models--hf-internal-testing--tiny-random-gpt2",
                        "snapshots",
                        TestingHub.COMMIT,
                        TestingHub.FILE)));
    }

    /** What `kubectl dyff` says of the evaluation, whose pods are processes here and have logs. */
    private String plugin(String command, String... options) throws Exception {
        List<String> words =
                new ArrayList<>(List.of(command, "evaluation/eval-0123456789abcdef0123456789abcdef", "-n", "default"));
        words.addAll(List.of("--kubeconfig", Path.of(data, "kubeconfig").toString()));
        words.addAll(List.of(options));
        TestingLauncher.Ended ended = launcher.plugin(words.toArray(String[]::new));
        assertThat(ended.exit()).as(ended.err()).isZero();
        return ended.out();
    }

    private List<Path> storedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(scratch.resolve("data/objects/dyff/models"))) {
            return files.toList();
        }
    }
}
