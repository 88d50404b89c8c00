package io.dyff.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.local.client.ApiClient;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Examples;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.RunState;
import io.dyff.node.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance through its life: up, used, down, up again, a process killed, the supervisor killed. */
class UpDownIT {
    @TempDir
    Path scratch;

    private TestingLauncher launcher;
    private String data = "";

    @AfterEach
    void end() throws Exception {
        launcher.run("down", "--data", data);
    }

    @Test
    void shouldKeepEverythingThroughARestartAndSurviveTheDeathOfAProcess() throws Exception {
        launcher = new TestingLauncher(scratch);
        data = scratch.resolve("data").toString();

        JsonNode first = up();
        assertThat(first.path("endpoint").asText()).endsWith("/v0");
        assertThat(first.path("pids").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("supervisor", "infrastructure", "operator", "routes");
        assertThat(launcher.run("up", "--data", data).exit()).isEqualTo(ExitCode.FOLDER);

        String done;
        String running;
        try (ApiClient api = api(first)) {
            done = create(api, 1);
            awaitStatus(api, done, "Complete", 120);
            running = create(api, 8);
            awaitStatus(api, running, "Admitted", 30);
        }

        List<ProcessIdentity> processes = processes();
        assertThat(launcher.run("down", "--data", data).exit()).isZero();
        assertThat(processes).hasSize(4).noneMatch(ProcessIdentity::isAlive);

        JsonNode second = up();
        assertThat(second.path("endpoint")).isEqualTo(first.path("endpoint"));
        assertThat(second.path("token")).isEqualTo(first.path("token"));
        try (ApiClient api = api(second)) {
            assertThat(api.entity("evaluations", done).path("status").asText()).isEqualTo("Complete");
            assertThat(api.download("evaluations", done, scratch.resolve("output")))
                    .isNotEmpty();
            awaitStatus(api, running, "Complete", 180);

            killed("routes");
            awaitStatus(api, create(api, 1), "Complete", 120);
        }

        ProcessHandle.of(second.at("/pids/supervisor").asLong()).orElseThrow().destroyForcibly();
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(children())
                        .noneMatch(child ->
                                child.process() != null && child.process().isAlive()));
    }

    private JsonNode up() throws IOException, InterruptedException {
        TestingLauncher.Ended ended = launcher.run("up", "--detach", "--data", data, "--output", "json");
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out().strip().lines()).hasSize(1);
        return ended.json();
    }

    /** Kills the process and waits until another one stands for it and the instance is whole again. */
    private void killed(String name) throws Exception {
        RunState.Child before = child(name);
        Objects.requireNonNull(before.process()).handle().orElseThrow().destroyForcibly();
        await().atMost(120, TimeUnit.SECONDS).pollInterval(1, TimeUnit.SECONDS).untilAsserted(() -> {
            assertThat(child(name).process()).isNotEqualTo(before.process());
            assertThat(launcher.run("status", "--data", data).exit()).isZero();
        });
        assertThat(child(name).restarts()).isOne();
    }

    private RunState.Child child(String name) {
        return children().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<RunState.Child> children() {
        return DataFolder.existing(Path.of(data)).runState().orElseThrow().processes();
    }

    private List<ProcessIdentity> processes() {
        RunState state = DataFolder.existing(Path.of(data)).runState().orElseThrow();
        return Stream.concat(
                        Stream.of(state.supervisor()),
                        state.processes().stream().map(RunState.Child::process))
                .toList();
    }

    private static ApiClient api(JsonNode announcement) {
        return new ApiClient(
                announcement.path("endpoint").asText(),
                announcement.path("token").asText());
    }

    private String create(ApiClient api, int replications) throws InterruptedException {
        Examples examples = Objects.requireNonNull(
                DataFolder.existing(Path.of(data)).settings().examples());
        ObjectNode request = new ObjectMapper().createObjectNode();
        request.put("account", "test").put("dataset", examples.dataset()).put("replications", replications);
        request.putObject("inferenceSession").put("inferenceService", examples.service());
        return api.create("evaluations", request).path("id").asText();
    }

    private static void awaitStatus(ApiClient api, String id, String status, int seconds) {
        await().atMost(seconds, TimeUnit.SECONDS)
                .pollInterval(300, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> assertThat(
                                api.entity("evaluations", id).path("status").asText())
                        .isEqualTo(status));
    }
}
