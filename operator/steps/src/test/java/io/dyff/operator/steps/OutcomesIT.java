package io.dyff.operator.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.dyff.operator.steps.mock.MockModel;
import io.dyff.operator.steps.mock.Pace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of rows that are not answered, and of those that a client left behind: its next try, and the evaluation that goes on. */
@Timeout(180)
class OutcomesIT {

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
        model = new MockModel(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Pace(0, 0));
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

    private static TestingManifest once() {
        return new TestingManifest().spec(spec -> spec.put("replications", 1));
    }

    @Test
    void shouldNotAskAgainWhatHasItsOutcome() throws Exception {
        run.seed(10);
        String third = TestingRun.sql("SELECT text FROM '" + run.dataset("part-0.parquet") + "' WHERE _index_ = 3");
        try (var odd = new TestingService(exchange -> answerAllBut(third, exchange))) {
            var oddRun = new TestingRun(storage, folder, odd.address());
            TestingManifest manifest = once().client(client -> client.put("transientErrorRetryLimit", 1));
            StepFailure first = oddRun.evaluationFailure(manifest);
            int calls = odd.calls();
            StepFailure second = oddRun.evaluationFailure(manifest);

            assertThat(first.exitCode()).isEqualTo(20);
            assertThat(first).hasMessage("1 of 10 rows has no answer: 1 failed; first: row 3, HTTP 500 not this one.");
            assertThat(second).hasMessage(first.getMessage());
            assertThat(calls).isEqualTo(11);
            assertThat(odd.calls()).isEqualTo(calls);
            assertThat(oddRun.stored("count(*)")).isEqualTo("9");
            assertThat(oddRun.answered("count(*), count(DISTINCT _index_)")).isEqualTo("9 9");

            TestingManifest ignoring = manifest.client(client -> client.put("missingOutputPolicy", "Ignore"));
            oddRun.evaluate(ignoring);
            oddRun.verify(ignoring);
            assertThat(oddRun.verified("count(*)")).isEqualTo("9");
            assertThat(storage.file("outputs/" + TestingManifest.EVALUATION + "/verified/.dyff/answered"))
                    .satisfiesAnyOf(
                            folder -> assertThat(folder).doesNotExist(),
                            folder -> assertThat(folder).isEmptyDirectory());
        }
    }

    private static void answerAllBut(String text, HttpExchange exchange) throws IOException {
        boolean isOdd = new ObjectMapper()
                .readTree(exchange.getRequestBody())
                .path("prompt")
                .asText()
                .equals(text);
        byte[] answer = (isOdd ? "not this one" : "{\"choices\":[{\"text\":\"x\"}]}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(isOdd ? 500 : 200, answer.length);
        exchange.getResponseBody().write(answer);
    }

    /** As when the client died between the two. */
    @Test
    void shouldTakeARowForAnsweredThatIsStoredThoughItsOutcomeIsNot() throws Exception {
        run.seed(10);
        run.evaluate(once());
        TestingRun.deleteTree(storage.file("outputs/" + TestingManifest.EVALUATION + "/outcomes"));

        run.evaluate(once());
        run.verify(once());

        assertThat(run.outcomes("count(*) FILTER (outcome = 'Answered' AND tries IS NULL)"))
                .isEqualTo("10");
    }

    @Test
    void shouldTakeARowForRefusedThatIsStoredAsNothingThoughItsOutcomeIsNot() throws Exception {
        run.seed(10);
        TestingManifest manifest =
                once().endpoint("errors/400").client(client -> client.put("badRequestPolicy", "Skip"));
        run.evaluate(manifest);
        TestingRun.deleteTree(storage.file("outputs/" + TestingManifest.EVALUATION + "/outcomes"));

        run.verify(manifest);

        assertThat(run.outcomes("count(*) FILTER (outcome = 'Refused' AND problem = 'the service refused it')"))
                .isEqualTo("10");
    }

    @Test
    void shouldTellAWrongSetUpEarlyWithTheServicesWords() throws Exception {
        run.seed(200);
        try (var events = new TestingService(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, -1);
        })) {
            var eventRun = new TestingRun(storage, folder, events.address());
            StepFailure failure = eventRun.evaluationFailure(once().client(
                            client -> client.put("transientErrorRetryLimit", 0).put("missingOutputPolicy", "Ignore")));
            assertThat(failure.exitCode()).isEqualTo(20);
            assertThat(failure)
                    .hasMessageContaining("Every one of the first 20 rows was unusable")
                    .hasMessageContaining("server-sent events")
                    .hasMessageContaining("\"stream\": false");
            assertThat(events.calls()).isBetween(20, 30);
            assertThat(eventRun.summary().at("/outcomes/NotAsked").asInt()).isBetween(170, 180);
        }
    }

    @Test
    void shouldGoOnWhereAnEarlierEvaluationEnded() throws Exception {
        run.seed(10);
        String third = TestingRun.sql("SELECT text FROM '" + run.dataset("part-0.parquet") + "' WHERE _index_ = 3");
        TestingManifest earlier = new TestingManifest().client(client -> client.put("transientErrorRetryLimit", 0));
        try (var odd = new TestingService(exchange -> answerAllBut(third, exchange))) {
            assertThat(new TestingRun(storage, folder, odd.address()).evaluationFailure(earlier))
                    .hasMessageContaining("2 of 20 rows have no answer: 2 failed");
        }
        String id = "fedcba9876543210fedcba9876543210";
        try (var whole = new TestingService(exchange -> answerAllBut("nothing", exchange))) {
            var wholeRun = new TestingRun(storage, folder, whole.address()).of(id);
            TestingManifest later = new TestingManifest()
                    .spec(spec -> spec.put("id", id))
                    .client(client -> client.putObject("extraOptions").put("continues", TestingManifest.EVALUATION));
            wholeRun.evaluate(later);
            wholeRun.evaluate(later);
            wholeRun.verify(later);

            assertThat(whole.calls()).isEqualTo(2);
            assertThat(wholeRun.output()).containsOnlyOnce("took over 18 answers of evaluation 0123");
            assertThat(wholeRun.verified("count(*), count(DISTINCT (_replication_, _index_)), count(DISTINCT"
                            + " _replication_), count(*) FILTER (len(responses) = 1)"))
                    .isEqualTo("20 20 2 20");
            assertThat(wholeRun.outcomes("count(*) FILTER (outcome = 'Answered' AND tries = 1)"))
                    .isEqualTo("20");
        }
    }

    @Test
    void shouldGoOnWhereNothingWasAnswered() throws Exception {
        run.seed(3);
        run.evaluate(once().client(client ->
                client.putObject("extraOptions").put("continues", "fedcba9876543210fedcba9876543210")));
        assertThat(run.output()).contains("took over 0 answers");
        assertThat(run.stored("count(*)")).isEqualTo("3");
    }

    /** D1, D7 of the field reports: what nobody asks for can neither fail nor fill the memory. */
    @Test
    void shouldNotReadColumnsThatNobodyUses() throws Exception {
        TestingRun.execute("COPY (SELECT i::BIGINT AS _index_, 'row ' || i AS text, 'nan'::DOUBLE AS x,"
                + " ['inf'::FLOAT] AS l FROM range(10) t(i)) TO '" + run.dataset("part-0.parquet")
                + "' (FORMAT parquet)");

        run.evaluate(once());

        assertThat(run.stored("count(*)")).isEqualTo("10");
    }

    /** D1: a NaN that would be sent concerns its row. */
    @Test
    void shouldNotAskForARowWithANumberThatJsonDoesNotHave() throws Exception {
        TestingRun.execute("COPY (SELECT i::BIGINT AS _index_, 'row ' || i AS text,"
                + " CASE i WHEN 3 THEN 'nan'::DOUBLE ELSE i END AS x FROM range(10) t(i)) TO '"
                + run.dataset("part-0.parquet") + "' (FORMAT parquet)");
        StepFailure failure = run.evaluationFailure(once().spec(spec -> TestingManifest.stage(
                spec.withObject("/interface").putArray("inputPipeline"),
                "TransformJSON",
                "{\"prompt\": \"$.text\", \"x\": \"$.x\"}")));
        assertThat(failure)
                .hasMessage("1 of 10 rows has no answer: 1 not asked; first: row 3, column x of the dataset: NaN has no"
                        + " JSON form.");
        assertThat(run.stored("count(*)")).isEqualTo("9");
    }

    /** As when the client died while it stored them. */
    @Test
    void shouldAskAgainWhatIsNotStoredWhole() throws Exception {
        run.seed(10);
        run.evaluate(once());
        Path whole = run.rawFiles().getFirst();
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
        TestingRun.deleteTree(storage.file("outputs/" + TestingManifest.EVALUATION + "/outcomes"));

        run.evaluate(once());

        assertThat(run.output()).contains("10 work items, 0 already stored");
        Files.delete(whole);
        run.verify(once());
        assertThat(run.verified("count(*)")).isEqualTo("10");
    }

    @Test
    void shouldAskAgainWhatIsNotedAndNotThere() throws Exception {
        run.seed(10);
        run.evaluate(once());
        Files.delete(run.rawFiles().getFirst());

        run.evaluate(once());
        run.verify(once());

        assertThat(run.output())
                .contains("10 work items, 0 already stored, 0 settled")
                // Read by the operator: see docs/outcomes.md, "While it runs".
                .containsPattern("(?m)^10/10 done, 10 stored, \\d+\\.\\d/s, \\d+ retries, \\d+ without an answer$");
        assertThat(run.verified("count(*)")).isEqualTo("10");
        assertThat(run.outcomes("count(*) FILTER (outcome = 'Answered')")).isEqualTo("10");
    }
}
