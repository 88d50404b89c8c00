package io.dyff.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.RunState;
import io.dyff.node.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    @TempDir
    Path scratch;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private Supervisor supervisor;
    private HttpServer health;

    @BeforeEach
    void start() throws IOException {
        supervisor = new Supervisor(said::add, () -> {});
        health = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve();
        health.start();
    }

    private void serve() {
        health.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
    }

    @AfterEach
    void stop() throws InterruptedException {
        supervisor.close();
        health.stop(0);
    }

    @Test
    void shouldStartAProcessAgainWhenItWasKilledAndSayWhichAndWhy() throws Exception {
        supervisor.startAll(List.of(spec("worker", "sleep", "600")));
        ProcessIdentity first = process();

        first.handle().orElseThrow().destroyForcibly();

        await().atMost(Duration.ofMinutes(3))
                .until(() -> process().isAlive() && !process().equals(first));
        await().atMost(Duration.ofMinutes(3)).until(() -> said.contains("worker is ready again"));
        assertThat(said.getFirst()).startsWith("worker ended with exit code 137; it starts again in 0.5 s");
        assertThat(supervisor.describe().getFirst().restarts()).isOne();
    }

    @Test
    void shouldStartAProcessAgainThoughItsEndCannotBeTold() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        try (Supervisor deaf = new Supervisor(said::add, () -> {
            if (full.get()) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
        })) {
            deaf.startAll(List.of(spec("worker", "sleep", "600")));
            ProcessIdentity first = deaf.describe().getFirst().process();
            full.set(true);

            first.handle().orElseThrow().destroyForcibly();

            await().atMost(Duration.ofMinutes(3)).until(() -> said.contains("worker is ready again"));
            assertThat(deaf.describe().getFirst().process().isAlive()).isTrue();
        }
    }

    @Test
    void shouldFailTheStartWithTheLastWordsWhenAProcessDiesFirst() {
        health.stop(0);

        assertThatThrownBy(() ->
                        supervisor.startAll(List.of(spec("worker", "bash", "-c", "echo no such database; exit 3"))))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("worker ended with exit code 3 while it started")
                .hasMessageContaining("no such database");
    }

    @Test
    void shouldTellWhatTheThreadsOfAHangingStartDo() {
        health.removeContext("/");
        Path log = scratch.resolve("worker.log");

        assertThatThrownBy(() -> supervisor.startAll(List.of(bounded(
                        Duration.ofSeconds(15),
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hanging.class.getName()))))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("worker was not ready after 15 s (its log also has what its threads did)");

        assertThat(log).content().contains("Full thread dump", "SupervisorTest$Hanging.main");
    }

    @Test
    void shouldEndAndStartAgainWhatHangsAfterItsFirstStart() throws Exception {
        supervisor.startAll(List.of(bounded(Duration.ofSeconds(1), "sleep", "600")));
        ProcessIdentity first = process();
        health.removeContext("/");
        first.handle().orElseThrow().destroyForcibly();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> said.stream().anyMatch(line -> line.startsWith("worker was not ready after 1 s")));

        serve();

        await().atMost(Duration.ofMinutes(3)).until(() -> said.contains("worker is ready again"));
        assertThat(supervisor.describe().getFirst().restarts()).isGreaterThan(1);
    }

    @Test
    void shouldEndProcessesOfAHigherStageFirst() throws Exception {
        Path order = scratch.resolve("order");
        String lastWord = "trap 'echo %1$s >> " + order + "; exit 0' TERM; touch " + scratch + "/%1$s;"
                + " while :; do read -t 1 x <> <(:); done";
        supervisor.startAll(List.of(
                stage(0, "below", "bash", "-c", lastWord.formatted("below")),
                stage(1, "above", "bash", "-c", lastWord.formatted("above"))));
        await().atMost(Duration.ofMinutes(3)).until(() -> Files.exists(scratch.resolve("below")));
        await().atMost(Duration.ofMinutes(3)).until(() -> Files.exists(scratch.resolve("above")));

        supervisor.close();

        assertThat(order).hasContent("above\nbelow");
        assertThat(supervisor.describe()).allMatch(c -> !c.process().isAlive());
    }

    @Test
    void shouldStartAgainWhatIsBelowFirstAndTheRestOnceThatIsReady() throws Exception {
        supervisor.startAll(List.of(stage(0, "below", "sleep", "600"), stage(1, "above", "sleep", "600")));
        ProcessIdentity below = child("below").process();
        ProcessIdentity above = child("above").process();
        health.removeContext("/");
        List.of(above, below).forEach(process -> process.handle().orElseThrow().destroyForcibly());

        await().atMost(Duration.ofMinutes(3))
                .until(() -> !below.equals(child("below").process())
                        && child("below").process().isAlive());
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofMinutes(1))
                .until(() -> above.equals(child("above").process()));

        serve();

        await().atMost(Duration.ofMinutes(3)).until(() -> said.contains("above is ready again"));
        assertThat(said.indexOf("below is ready again")).isLessThan(said.indexOf("above is ready again"));
    }

    @Test
    void shouldStartNothingAgainOnceItIsClosing() throws Exception {
        supervisor.startAll(List.of(spec("worker", "sleep", "600")));
        RunState.Child child = supervisor.describe().getFirst();

        supervisor.close();

        assertThat(child.process().isAlive()).isFalse();
        assertThat(said).isEmpty();
    }

    @Test
    void shouldStartNothingOnceItHasEnded() throws Exception {
        supervisor.close();

        assertThatThrownBy(() -> supervisor.start(spec("late", "sleep", "600")))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("late cannot be started: the platform ends");
        assertThat(supervisor.describe()).isEmpty();
    }

    private RunState.Child child(String name) {
        return supervisor.describe().stream()
                .filter(child -> child.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ProcessIdentity process() {
        return supervisor.describe().getFirst().process();
    }

    private ProcessSpec spec(String name, String... command) {
        return stage(0, name, command);
    }

    private ProcessSpec stage(int stage, String name, String... command) {
        return process(stage, name, Duration.ofSeconds(60), command);
    }

    private ProcessSpec bounded(Duration startBound, String... command) {
        return process(0, "worker", startBound, command);
    }

    private ProcessSpec process(int stage, String name, Duration startBound, String... command) {
        return new ProcessSpec(
                name,
                stage,
                List.of(command),
                Map.of(),
                scratch.resolve(name + ".log"),
                URI.create("http://127.0.0.1:" + health.getAddress().getPort() + "/"),
                startBound);
    }

    /** A program that never becomes ready. */
    static final class Hanging {
        private Hanging() {}

        public static void main(String[] arguments) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }
}
