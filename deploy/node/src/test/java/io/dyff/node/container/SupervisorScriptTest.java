package io.dyff.node.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dyff.node.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes under the supervising script. */
class SupervisorScriptTest {

    @TempDir
    Path folder;

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private SupervisorScript supervisor;
    private PodFolder pod;

    @BeforeEach
    void prepare() throws IOException {
        supervisor = new SupervisorScript(folder, true, 1, clock);
        pod = new PodFolder(folder.resolve("pod")).create();
    }

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    @Test
    void shouldRecordExitCodeAndOutput() throws Exception {
        ContainerProcess process = run("echo out; echo err >&2; exit 7");

        Exit exit = process.exit().get(3, TimeUnit.MINUTES);

        assertThat(exit.code()).isEqualTo(7);
        assertThat(exit.cause()).isEqualTo(Exit.Cause.OWN);
        assertThat(process.attempt().log()).hasContent("out\nerr");
    }

    @Test
    void shouldRecordSignal() throws Exception {
        assertThat(run("kill -9 $$").exit().get(3, TimeUnit.MINUTES).code()).isEqualTo(137);
    }

    @Test
    void shouldGiveNothingOfItsOwnEnvironment() throws Exception {
        ContainerProcess process = run("env | cut -d= -f1 | sort");

        process.exit().get(3, TimeUnit.MINUTES);

        assertThat(Files.readAllLines(process.attempt().log()))
                .contains("GIVEN")
                .doesNotContain("HOME", "USER", "JAVA_HOME");
    }

    @Test
    void shouldEndEverythingThatProgramStarted() throws Exception {
        Path child = folder.resolve("child");
        ContainerProcess process =
                run("trap '' TERM; (trap '' TERM; sleep 600) & echo $! > " + child + "; wait; sleep 600");
        await().atMost(3, TimeUnit.MINUTES).until(() -> Files.exists(child) && Files.size(child) > 0);

        Exit exit = process.end(Duration.ofMillis(100));

        assertThat(exit.code()).isEqualTo(137);
        long pid = Long.parseLong(Files.readString(child).strip());
        await().atMost(3, TimeUnit.MINUTES).until(() -> ProcessIdentity.of(pid).isEmpty());
    }

    @Test
    void shouldEndChildrenThatProgramLeftBehind() throws Exception {
        Path child = folder.resolve("child");
        ContainerProcess process = run("sleep 600 & echo $! > " + child);

        assertThat(process.exit().get(3, TimeUnit.MINUTES).success()).isTrue();

        long pid = Long.parseLong(Files.readString(child).strip());
        await().atMost(3, TimeUnit.MINUTES).until(() -> ProcessIdentity.of(pid).isEmpty());
    }

    @Test
    void shouldSayWhenAgentWantedTheEnd() throws Exception {
        ContainerProcess process = run("sleep 600");

        Exit exit = process.disrupt(Duration.ofSeconds(5));

        assertThat(exit.cause()).isEqualTo(Exit.Cause.DISRUPTED);
        assertThat(exit.code()).isEqualTo(143);
    }

    @Test
    void shouldTakeOverRunAndNeverCarryOutOneThatWasGivenUp() throws Exception {
        ContainerProcess first = run("sleep 0.3; exit 4");
        await().atMost(3, TimeUnit.MINUTES)
                .until(() -> first.attempt().recorded().isPresent());
        ContainerProcess adopted = new Launch(pod, supervisor).takeOver("main").orElseThrow();
        assertThat(adopted.exit().get(3, TimeUnit.MINUTES).code()).isEqualTo(4);

        AttemptFolder planned = pod.nextAttempt("main");
        assertThat(new Launch(pod, supervisor).takeOver("main")).isEmpty();
        ContainerProcess late = supervisor.launch(spec("echo ran"), planned);

        assertThat(late.exit().get(3, TimeUnit.MINUTES).cause()).isEqualTo(Exit.Cause.UNKNOWN);
        assertThat(planned.log()).doesNotExist();
    }

    @Test
    void shouldWaitForSupervisorThatHasBegunButNotNamedItsProgram() throws Exception {
        AttemptFolder begun = pod.nextAttempt("main");
        Files.createDirectory(begun.path().resolve("go"));

        ContainerProcess adopted = new Launch(pod, supervisor).takeOver("main").orElseThrow();
        assertThatThrownBy(() -> adopted.exit().get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        Files.writeString(begun.path().resolve("exit"), "3\n");

        assertThat(adopted.exit().get(3, TimeUnit.MINUTES).code()).isEqualTo(3);
    }

    @Test
    void shouldKeepLastTwoRuns() throws Exception {
        for (int i = 0; i < 4; i++) {
            run("true").exit().get(3, TimeUnit.MINUTES);
        }

        assertThat(pod.attempts("main")).extracting(AttemptFolder::number).containsExactly(2, 3);
    }

    @Test
    void shouldLetOthersGoBeforeWhatRunsInTheBackground() throws Exception {
        Path weights = Path.of("/proc/self/autogroup");
        String look = "nice; cat " + weights + " 2>/dev/null; exit 3";
        ContainerProcess process =
                new Launch(pod, supervisor).start("main", spec(look).inBackground());

        assertThat(process.exit().get(3, TimeUnit.MINUTES).code()).isEqualTo(3);

        assertThat(process.attempt().log()).content().startsWith("5\n");
        if (Files.exists(weights)) {
            assertThat(process.attempt().log()).content().contains("nice 5");
        }
    }

    private ContainerProcess run(String script) throws IOException {
        return new Launch(pod, supervisor).start("main", spec(script));
    }

    private ProgramSpec spec(String script) {
        return new ProgramSpec(
                List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin", "GIVEN", "x"), folder, false);
    }
}
