package io.dyff.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
