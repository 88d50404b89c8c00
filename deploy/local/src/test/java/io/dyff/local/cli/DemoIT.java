package io.dyff.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.RunState;
import io.dyff.local.launch.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as users run it; and with a process killed under it, when it must not claim what is not so. */
class DemoIT {
    @TempDir
    Path scratch;

    private @Nullable Process left;

    /** A demo that the test gave up waiting for would go on. */
    @AfterEach
    void end() {
        if (left != null) {
            left.destroy();
        }
    }

    @Test
    void shouldTellElevenStepsAndCountEveryResponse() throws Exception {
        TestingLauncher.Ended demo = new TestingLauncher(scratch)
                .run("demo", "--data", scratch.resolve("data").toString(), "--output", "json");

        assertThat(demo.exit()).as(demo.err()).isZero();
        JsonNode result = demo.json();
        assertThat(result.path("steps").size()).isEqualTo(11);
        assertThat(result.path("rows").asLong()).isGreaterThanOrEqualTo(1_000);
        assertThat(result.at("/counted/rows").asLong())
                .isEqualTo(result.path("rows").asLong()
                        * result.path("replications").asLong());
        assertThat(demo.err()).contains(" 1 ").contains("11 ").contains("folded up to event offset");
        assertThat(result.path("attestation").valueStream().map(JsonNode::asText))
                .anyMatch(line -> line.startsWith("rows") && line.contains("holds"))
                .anyMatch(line -> line.startsWith("dataset") && line.contains("holds"));
        acceptedByLibrariesOfOthers(scratch.resolve("data/demo"));
    }

    /** With an implementation of DSSE and in-toto that shares nothing with ours; then with a byte changed. */
    private void acceptedByLibrariesOfOthers(Path demo) throws Exception {
        Path tools = Project.here().file("deploy/local/python");
        Path python = scratch.resolve("python");
        assertThat(exit(tools.resolve("environment"), python, tools.resolve("attestation.txt")))
                .isZero();
        Object[] check = {
            python.resolve("bin/python"),
            tools.resolve("check_attestation.py"),
            demo.resolve("attestation.json"),
            demo.resolve("keys.json"),
            "--files",
            demo.resolve("output")
        };
        assertThat(exit(check)).isZero();
        Path summary = demo.resolve("output/.dyff/summary.json");
        Files.writeString(summary, " ", StandardOpenOption.APPEND);
        assertThat(exit(check)).isOne();
    }

    private int exit(Object... command) throws Exception {
        Process process = new ProcessBuilder(
                        Stream.of(command).map(String::valueOf).toList())
                .inheritIO()
                .start();
        return process.waitFor();
    }

    @Test
    void shouldNeverClaimSuccessWronglyWhenAProcessIsKilled() throws Exception {
        Path data = scratch.resolve("data");
        TestingLauncher launcher = new TestingLauncher(scratch);
        TestingLauncher.Running demo =
                launcher.start("demo", "--data", data.toString(), "--rows", "300", "--output", "json");
        left = demo.process();
        await().atMost(10, TimeUnit.MINUTES)
                .pollInterval(100, TimeUnit.MILLISECONDS)
                .until(() -> Files.readString(demo.err()).contains(" 4 ")
                        || !demo.process().isAlive());
        process(data, "routes").flatMap(c -> c.process().handle()).ifPresent(ProcessHandle::destroyForcibly);

        TestingLauncher.Ended ended = launcher.end(demo);

        if (ended.exit() == 0) {
            assertThat(ended.json().at("/counted/rows").asLong()).isEqualTo(600);
            assertThat(ended.json().path("restarts").asInt()).isOne();
        } else {
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err()).contains("the demo failed").contains(data.toString());
        }
        assertThat(process(data, "infrastructure").orElseThrow().process().isAlive())
                .isFalse();
    }

    private static Optional<RunState.Child> process(Path data, String name) {
        return DataFolder.existing(data).runState().orElseThrow().processes().stream()
                .filter(c -> c.name().equals(name))
                .findFirst();
    }
}
