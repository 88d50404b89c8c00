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
import io.dyff.node.process.Commands;
import io.dyff.node.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One instance through its life: up, used, down, up again, parts of it killed, all of it killed, the supervisor killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpDownIT {
    /** Other work may slow the machine down tenfold. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Path scratch;
    private TestingLauncher launcher;
    private String data = "";
    private JsonNode announced;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        scratch = folder;
        launcher = new TestingLauncher(scratch);
        data = scratch.resolve("data").toString();
        announced = up();
    }

    @AfterAll
    void end() throws Exception {
        launcher.run("down", "--data", data);
    }

    @Test
    @Order(1)
    void shouldKeepEverythingThroughARestart() throws Exception {
        JsonNode first = announced;
        assertThat(first.path("endpoint").asText()).endsWith("/v0");
        assertThat(first.path("pids").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("supervisor", "infrastructure", "operator", "routes");
        assertThat(launcher.run("up", "--data", data).exit()).isEqualTo(ExitCode.FOLDER);

        String done;
        String running;
        try (ApiClient api = api(first)) {
            done = create(api, 1);
            awaitStatus(api, done, "Complete");
            running = create(api, 8);
            awaitStatus(api, running, "Admitted");
        }

        List<ProcessIdentity> processes = processes();
        assertThat(launcher.run("down", "--data", data).exit()).isZero();
        assertThat(processes).hasSize(4).noneMatch(ProcessIdentity::isAlive);

        announced = up();
        assertThat(announced.path("endpoint")).isEqualTo(first.path("endpoint"));
        assertThat(announced.path("token")).isEqualTo(first.path("token"));
        try (ApiClient api = api(announced)) {
            assertThat(api.entity("evaluations", done).path("status").asText()).isEqualTo("Complete");
            assertThat(api.download("evaluations", done, scratch.resolve("output")))
                    .isNotEmpty();
            awaitStatus(api, running, "Complete");
        }
    }

    @Test
    @Order(2)
    void shouldSurviveTheDeathOfAProcess() throws Exception {
        killed("routes");
        try (ApiClient api = api(announced)) {
            awaitStatus(api, create(api, 1), "Complete");
        }
    }

    @Test
    @Order(3)
    void shouldStartAtTheFirstTryAfterEverythingWasKilled() throws Exception {
        List<ProcessHandle> all = processes().stream()
                .map(process -> process.handle().orElseThrow())
                .toList();

        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));

        JsonNode first = announced;
        announced = up();
        assertThat(announced.path("endpoint")).isEqualTo(first.path("endpoint"));
    }

    @Test
    @Order(4)
    void shouldUploadEvaluateAndDownloadWithTheReleasedClient() throws Exception {
        Assumptions.assumeTrue(Commands.onPath("python3"), "no Python here");
        assertThat(launcher.run("status", "--data", data).exit()).isZero();

        // The client gives up after seconds, and the services have just started: the first write takes their time.
        try (ApiClient api = api(announced)) {
            api.entity("evaluations", create(api, 1));
        }
        TestingLauncher.Ended python = launcher.run("python", "--data", data, "--", "--rows", "120");

        Assumptions.assumeFalse(python.exit() == ExitCode.UNAVAILABLE, "the client cannot be installed here");
        assertThat(python.exit()).as(python.err()).isZero();
        assertThat(python.out())
                .contains("downloaded 240 responses")
                .containsPattern("workflow_logs: \\d+ lines of client, .*verify; [1-9]\\d* streamed");
    }

    @Test
    @Order(5)
    void shouldEndWithItsSupervisor() {
        ProcessHandle.of(announced.at("/pids/supervisor").asLong())
                .orElseThrow()
                .destroyForcibly();
        await().atMost(PATIENCE)
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
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(child(name).process()).isNotEqualTo(before.process());
            assertThat(child(name).state()).isEqualTo("running");
        });
        assertThat(launcher.run("status", "--data", data).exit()).isZero();
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

    private static void awaitStatus(ApiClient api, String id, String status) {
        await().atMost(PATIENCE)
                .pollInterval(300, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> assertThat(
                                api.entity("evaluations", id).path("status").asText())
                        .isEqualTo(status));
    }
}
