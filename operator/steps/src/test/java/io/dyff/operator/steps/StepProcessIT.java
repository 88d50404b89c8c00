package io.dyff.operator.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.dyff.operator.steps.mock.MockModel;
import io.dyff.operator.steps.mock.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps as processes of their own: signals, kills, exit codes and the last line. */
@Timeout(600)
class StepProcessIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    static Path shared;

    static TestingStorage storage;
    static MockModel model;

    @TempDir
    Path folder;

    TestingRun run;

    @BeforeAll
    static void start() throws Exception {
        storage = new TestingStorage(shared);
        model = new MockModel(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Pace(2, 2));
    }

    @AfterAll
    static void stop() throws Exception {
        model.close();
        storage.close();
    }

    @BeforeEach
    void open() {
        run = new TestingRun(storage, folder, model.address());
    }

    @AfterEach
    void empty() throws Exception {
        TestingRun.deleteTree(storage.file("datasets"));
        TestingRun.deleteTree(storage.file("outputs"));
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static String log(TestingRun of) {
        try {
            return Files.readString(of.log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String lastLine() throws Exception {
        List<String> lines = Files.readAllLines(run.log());
        return lines.get(lines.size() - 1);
    }

    @Test
    void shouldLoseNothingAndRepeatNothingWhenKilledInTheMiddle() throws Exception {
        run.seed(1000);
        TestingManifest manifest = new TestingManifest().client(client -> client.put("batchSize", 100));
        Process first = run.start(manifest, "evaluation-client");
        await().atMost(PATIENCE).until(() -> run.rawFiles().size() >= 3);
        first.destroyForcibly();
        assertThat(exitCode(first)).isEqualTo(137);
        int before = run.rawFiles().size();
        assertThat(before).isLessThan(20);

        Process second = run.start(manifest, "evaluation-client");
        assertThat(exitCode(second)).as(() -> log(run)).isZero();
        assertThat(exitCode(run.start(manifest, "verify-evaluation-output"))).isZero();

        assertThat(run.stored("count(*), count(DISTINCT (_replication_, _index_))"))
                .isEqualTo("2000 2000");
        assertThat(run.verified("count(*), count(DISTINCT (_replication_, _index_))"))
                .isEqualTo("2000 2000");
    }

    /**
     * One row of a hundred fails for ever, one stalls, one gets garbage; and the client dies twice. The system properties
     * {@code dyff.outcome.rows} (hundreds) and {@code dyff.outcome.workers} make it as large as one likes.
     */
    @Test
    @Timeout(3_600)
    void shouldGiveEachRowItsOutcomeThoughServiceAndClientFail() throws Exception {
        int rows = Integer.getInteger("dyff.outcome.rows", 1_500);
        int odd = rows / 100;
        TestingRun.execute("COPY (SELECT i::BIGINT AS _index_, i::VARCHAR AS text FROM range(" + rows + ") t(i)) TO '"
                + run.dataset("part-0.parquet") + "' (FORMAT parquet)");
        try (var service = new TestingService(StepProcessIT::answerMost)) {
            var oddRun = new TestingRun(storage, folder, service.address());
            TestingManifest manifest = new TestingManifest()
                    .spec(spec -> spec.put("replications", 1)
                            .put("workersPerReplica", Integer.getInteger("dyff.outcome.workers", 20)))
                    .client(client -> client.put("batchSize", odd * 6)
                            .put("transientErrorRetryLimit", 1)
                            .put("requestTimeoutSeconds", 1)
                            .put("missingOutputPolicy", "Ignore"));
            for (int files : new int[] {2, 6}) {
                Process dying = oddRun.start(manifest, "evaluation-client");
                await().atMost(PATIENCE).until(() -> oddRun.rawFiles().size() >= files);
                dying.destroyForcibly();
                assertThat(exitCode(dying)).isEqualTo(137);
            }
            assertThat(exitCode(oddRun.start(manifest, "evaluation-client")))
                    .as(() -> log(oddRun))
                    .isZero();
            assertThat(exitCode(oddRun.start(manifest, "verify-evaluation-output")))
                    .isZero();

            assertThat(oddRun.stored("count(*), count(DISTINCT _index_)"))
                    .isEqualTo((rows - 3 * odd) + " " + (rows - 3 * odd));
            assertThat(oddRun.outcomes("count(*), count(DISTINCT _index_),"
                            + " count(*) FILTER (outcome = CASE _index_ % 100 WHEN 7 THEN 'Failed' WHEN 8 THEN 'TimedOut'"
                            + " WHEN 9 THEN 'Unusable' ELSE 'Answered' END)"))
                    .isEqualTo(rows + " " + rows + " " + rows);
            assertThat(oddRun.summary().path("message").asText())
                    .isEqualTo(String.format(
                            Locale.ROOT,
                            "%,d of %,d rows have no answer: %,d failed, %,d timed out, %,d unusable; first: row 7, HTTP 500 never.",
                            3 * odd,
                            rows,
                            odd,
                            odd,
                            odd));
        }
    }

    private static void answerMost(HttpExchange exchange) throws IOException {
        int row = new ObjectMapper()
                .readTree(exchange.getRequestBody())
                .path("prompt")
                .asInt();
        switch (row % 100) {
            case 7 -> send(exchange, 500, "never");
            case 8 -> stall();
            case 9 -> send(exchange, 200, "<html>");
            default -> send(exchange, 200, "{\"choices\":[{\"text\":\"x\"}]}");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Longer than the client waits. */
    private static void stall() {
        try {
            assertThat(new CountDownLatch(1).await(20, TimeUnit.SECONDS)).isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldStoreAnswersOfAnUnfinishedBatchWhenTerminated() throws Exception {
        run.seed(5000);
        Process process = run.start(new TestingManifest(), "evaluation-client");
        await().atMost(PATIENCE).until(() -> Files.readString(run.log()).contains("work items"));
        await().atMost(PATIENCE).until(() -> !run.rawFiles().isEmpty());
        // A batch is stored by its age, too: on a busy machine before it is whole.
        int before = Integer.parseInt(run.stored("count(*)"));

        process.destroy();

        assertThat(exitCode(process)).isEqualTo(143);
        assertThat(lastLine()).startsWith("Terminated by a signal");
        int stored = Integer.parseInt(run.stored("count(*)"));
        assertThat(stored).isGreaterThan(before).isLessThan(10_000);
        assertThat(run.stored("count(DISTINCT (_replication_, _index_))")).isEqualTo(Integer.toString(stored));
    }

    @Test
    void shouldCompleteAfterCrashesAtRandomMoments() throws Exception {
        run.seed(100);
        TestingManifest manifest = new TestingManifest().client(client -> client.put("batchSize", 20));
        int code = 99;
        for (int attempt = 0; attempt < 20 && code == 99; attempt++) {
            code = exitCode(run.start(manifest, "evaluation-client", "--fail_randomly"));
        }
        assertThat(code).isZero();
        assertThat(run.stored("count(*), count(DISTINCT (_replication_, _index_))"))
                .isEqualTo("200 200");
    }

    @Test
    void shouldServeTheMockWhereTheEnvironmentSays() throws Exception {
        Process mock = run.start(Map.of("HOST", "127.0.0.1", "PORT", "0"), List.of("mock-model"));
        try {
            await().atMost(PATIENCE).until(() -> Files.readString(run.log()).contains("mock model listens on http://"));
            var url = URI.create(Files.readString(run.log()).strip().replaceFirst(".*(http://)", "$1") + "/ready");
            try (HttpClient http = HttpClient.newHttpClient()) {
                assertThat(http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200);
            }
        } finally {
            mock.destroy();
        }
        assertThat(exitCode(mock)).isEqualTo(143);
    }

    @Test
    void shouldSayWhatIsWrongWithAnOption() throws Exception {
        assertThat(exitCode(run.start(Map.of("DYFF_MOCK_DELAY_MS", "fast"), List.of("mock-model"))))
                .isEqualTo(2);
        assertThat(Files.readString(run.log())).contains("milliseconds such as 5 or 3-10, got 'fast'");
    }

    @Test
    void shouldEndWithOneSentenceAndWithoutSecrets() throws Exception {
        run.seed(10);
        Process process =
                run.start(new TestingManifest().spec(spec -> spec.put("replications", -1)), "evaluation-client");
        assertThat(exitCode(process)).isEqualTo(2);
        assertThat(lastLine()).isEqualTo("spec.replications must be a whole number of at least 1, got \"-1\"");
        assertThat(Files.readString(run.log())).doesNotContain(TestingStorage.SECRET_KEY);
    }

    @Test
    void shouldSayThatStorageCannotBeReached() throws Exception {
        run.seed(10);
        storage.hideEndpoint(true);
        try {
            assertThat(exitCode(run.start(new TestingManifest(), "evaluation-client")))
                    .isEqualTo(3);
            assertThat(lastLine()).startsWith("Cannot list s3://dyff/datasets/").contains("Connection refused");
            assertThat(exitCode(run.start(new TestingManifest(), "verify-evaluation-output")))
                    .isEqualTo(16);
            assertThat(Files.readString(run.log())).doesNotContain(TestingStorage.SECRET_KEY);
        } finally {
            storage.hideEndpoint(false);
        }
    }

    @Test
    void shouldEndAtOnceAndSaySoWhenThereIsNotEnoughMemory() throws Exception {
        byte[] part = ("{\"text\":\"" + "x".repeat(1 << 20) + "\"},").getBytes(StandardCharsets.UTF_8);
        try (var service = new TestingService(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"choices\":[".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 50; i++) {
                exchange.getResponseBody().write(part);
            }
            exchange.getResponseBody().write("{}]}".getBytes(StandardCharsets.UTF_8));
        })) {
            var greedy = new TestingRun(storage, folder, service.address());
            greedy.seed(10);
            Process process = greedy.start(
                    new TestingManifest().spec(spec -> spec.put("workersPerReplica", 10)), "evaluation-client");
            assertThat(exitCode(process)).isEqualTo(11);
            assertThat(lastLine()).startsWith("Out of memory");
        }
    }

    @Test
    void shouldBearManyLargeAnswersInLittleMemory() throws Exception {
        String text = "x".repeat(300_000);
        byte[] answer = ("{\"choices\":[{\"text\":\"" + text + "\"}]}").getBytes(StandardCharsets.UTF_8);
        try (var service = new TestingService(exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        })) {
            var large = new TestingRun(storage, folder, service.address()).heap("128m");
            large.seed(600);
            Process process = large.start(
                    new TestingManifest()
                            .spec(spec -> spec.put("replications", 1).put("workersPerReplica", 4)),
                    "evaluation-client");
            assertThat(exitCode(process)).as(() -> output(large)).isZero();
            assertThat(large.stored("count(*)")).isEqualTo("600");
        }
    }

    /** Of its 300 KB answers and 1 MB rows only a few are in memory at a time, whatever the files' row groups. */
    @Test
    void shouldBearLargeRowsAndLargeAnswersInLittleMemory() throws Exception {
        byte[] answer = ("{\"choices\":[{\"text\":\"" + "x".repeat(300_000) + "\"}]}").getBytes(StandardCharsets.UTF_8);
        try (var service = new TestingService(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        })) {
            var large = new TestingRun(storage, folder, service.address()).heap("128m");
            try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = db.createStatement()) {
                statement.execute(
                        "COPY (SELECT i AS _index_, repeat(md5(i::VARCHAR), 32768) AS text FROM range(400) t(i)) TO '"
                                + large.dataset("part-0.parquet") + "' (FORMAT parquet)");
            }
            Process process = large.start(
                    new TestingManifest()
                            .spec(spec -> spec.put("replications", 1).put("workersPerReplica", 4)),
                    "evaluation-client");
            assertThat(exitCode(process)).as(() -> output(large)).isZero();
            assertThat(large.stored("count(*)")).isEqualTo("400");
        }
    }

    private static String output(TestingRun run) {
        try {
            return Files.readString(run.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
