package io.dyff.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.RunState;
import io.dyff.node.process.Commands;
import io.dyff.node.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

/** An instance of which everything was killed: it stands again, and serves the released client as its users install it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledInstanceIT {
    private TestingLauncher launcher;
    private String data = "";

    @BeforeAll
    void prepare(@TempDir Path scratch) {
        launcher = new TestingLauncher(scratch);
        data = scratch.resolve("data").toString();
    }

    @AfterAll
    void end() throws Exception {
        launcher.run("down", "--data", data);
    }

    @Test
    @Order(1)
    void shouldStartAtTheFirstTryAfterEverythingWasKilled() throws Exception {
        JsonNode first = up();
        List<ProcessHandle> all = processes();

        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(10, TimeUnit.SECONDS).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));

        assertThat(up().path("endpoint")).isEqualTo(first.path("endpoint"));
    }

    @Test
    @Order(2)
    void shouldUploadEvaluateAndDownloadWithTheReleasedClient() throws Exception {
        Assumptions.assumeTrue(Commands.onPath("python3"), "no Python here");
        assertThat(launcher.run("status", "--data", data).exit()).isZero();

        TestingLauncher.Ended python = launcher.run("python", "--data", data, "--", "--rows", "120");

        Assumptions.assumeFalse(python.exit() == ExitCode.UNAVAILABLE, "the client cannot be installed here");
        assertThat(python.exit()).as(python.err()).isZero();
        assertThat(python.out())
                .contains("downloaded 240 responses")
                .containsPattern("workflow_logs: \\d+ lines of client, .*verify; [1-9]\\d* streamed");
    }

    private JsonNode up() throws IOException, InterruptedException {
        TestingLauncher.Ended up = launcher.run("up", "--no-examples", "--detach", "--data", data, "-o", "json");
        assertThat(up.exit()).as(up.err()).isZero();
        return up.json();
    }

    private List<ProcessHandle> processes() {
        RunState state = DataFolder.existing(Path.of(data)).runState().orElseThrow();
        return Stream.concat(
                        Stream.of(state.supervisor()),
                        state.processes().stream().map(RunState.Child::process))
                .map(ProcessIdentity::handle)
                .map(handle -> handle.orElseThrow())
                .toList();
    }
}
