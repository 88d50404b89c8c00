package io.dyff.operator.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.dyff.operator.steps.client.RunMode;
import io.dyff.operator.steps.mock.MockModel;
import io.dyff.operator.steps.mock.Pace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The evaluation client and the verification against a real S3 API and the mock model. */
@Timeout(180)
class EvaluationStepsIT {

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
    void shouldStoreOneVerifiedRowPerDatasetRowAndReplication() throws Exception {
        run.seed(1000);

        run.evaluate(new TestingManifest());
        run.verify(new TestingManifest());

        assertThat(run.rawFiles())
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.getFileName().toString())
                        .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.[01]\\.parquet"));
        assertThat(run.verified("count(*), count(DISTINCT (_replication_, _index_)), min(_index_), max(_index_)"))
                .isEqualTo("2000 2000 0 999");
        assertThat(run.verified("count(*) FILTER (len(responses) = 1 AND responses[1]._response_index_ = 0"
                        + " AND responses[1].text LIKE 'The prompt has % words%')"))
                .isEqualTo("2000");
        assertThat(run.verified("string_agg(DISTINCT _replication_, ',' ORDER BY _replication_)"))
                .isEqualTo(TestingManifest.REPLICATION_0 + "," + TestingManifest.REPLICATION_1);
        assertThat(run.output()).contains("published 1 files").doesNotContain(TestingStorage.SECRET_KEY);
    }

    @Test
    void shouldDoNothingWhenEverythingIsStored() throws Exception {
        run.seed(10);
        run.evaluate(once());

        run.evaluate(once());

        assertThat(run.rawFiles()).hasSize(1);
        assertThat(run.output()).contains("10 work items, 10 already stored");
    }

    @Test
    void shouldRetryTransientErrorsUntilAllIsAnswered() throws Exception {
        run.seed(60);
        TestingManifest manifest = once().endpoint("openai/v1/completions/transient-errors")
                .spec(spec -> spec.put("workersPerReplica", 10));

        run.evaluate(manifest);
        run.verify(manifest);

        assertThat(run.verified("count(*)")).isEqualTo("60");
        assertThat(run.output()).contains("first retry: HTTP 50");
    }

    @Test
    void shouldAbortWhenTheServiceRefusesARow() throws Exception {
        run.seed(10);
        StepFailure failure = run.evaluationFailure(once().endpoint("errors/400"));
        assertThat(failure.exitCode()).isEqualTo(30);
        assertThat(failure)
                .hasMessageContaining("refused row")
                .hasMessageContaining("HTTP 400")
                .hasMessageContaining("badRequestPolicy");
        assertThat(run.outcomes("count(*), count(*) FILTER (outcome NOT IN ('Refused', 'NotAsked'))"))
                .isEqualTo("10 0");
        String rows = run.summary().path("message").asText();
        assertThat(rows).contains("10 of 10 rows have no answer: ", " refused", "HTTP 400");
        assertThat(failure).hasMessageEndingWith(" " + rows);
        assertThat(run.verifiedFiles()).isEmpty();
    }

    @Test
    void shouldStoreNullForRefusedRowsWhenTheyAreSkipped() throws Exception {
        run.seed(10);
        TestingManifest manifest =
                once().endpoint("errors/400").client(client -> client.put("badRequestPolicy", "Skip"));

        run.evaluate(manifest);
        run.verify(manifest);

        assertThat(run.verified("count(*), count(responses)")).isEqualTo("10 0");
    }

    @Test
    void shouldAbortOnAWrongEndpointEvenWhenRefusedRowsAreSkipped() throws Exception {
        run.seed(10);
        StepFailure failure = run.evaluationFailure(
                once().endpoint("no/such/path").client(client -> client.put("badRequestPolicy", "Skip")));
        assertThat(failure.exitCode()).isEqualTo(30);
        assertThat(failure).hasMessageContaining("interface.endpoint").hasMessageContaining("HTTP 404");
    }

    @Test
    void shouldComposeTheClientsPipelineBeforeTheServices() throws Exception {
        run.seed(10);
        TestingManifest manifest = once().spec(spec -> {
            ObjectNode client = (ObjectNode) spec.get("client");
            TestingManifest.stage(client.putArray("inputPipeline"), "TransformJSON", "{\"words\":\"$.text\"}");
            ObjectNode service = (ObjectNode) spec.get("interface");
            TestingManifest.stage(service.putArray("inputPipeline"), "TransformJSON", "{\"prompt\":\"$.words\"}");
        });

        run.evaluate(manifest);

        assertThat(run.stored("count(*)")).isEqualTo("10");
    }

    @Test
    void shouldReadPartitionsWhoseValuesAreDigits() throws Exception {
        for (String part : new String[] {"_shard=0001/group=007", "_shard=0002/group=008"}) {
            TestingRun.execute("COPY (SELECT " + part.charAt(10) + "::BIGINT AS _index_) TO '"
                    + run.dataset(part + "/part-0.parquet") + "' (FORMAT parquet)");
        }
        Files.writeString(run.dataset(".dyff/artifacts.json"), "[]");
        TestingManifest manifest = new TestingManifest().spec(spec -> {
            ObjectNode service = (ObjectNode) spec.get("interface");
            TestingManifest.stage(service.putArray("inputPipeline"), "TransformJSON", "{\"prompt\":\"$.group\"}");
            spec.putArray("outputDatasetPartitions").add("_replication_");
        });

        run.evaluate(manifest);
        run.verify(manifest);

        assertThat(run.verified("string_agg(DISTINCT responses[1].text, ' ' ORDER BY responses[1].text)"))
                .isEqualTo("The prompt has 1 word; the longest is '007'. The prompt has 1 word; the longest is '008'.");
        assertThat(run.verified("count(*), count(DISTINCT _replication_)")).isEqualTo("4 2");
        assertThat(run.verifiedFiles())
                .extracting(file -> file.getParent().getFileName() + "/" + file.getFileName())
                .containsExactly(
                        "_replication_=" + TestingManifest.REPLICATION_0 + "/part-0.parquet",
                        "_replication_=" + TestingManifest.REPLICATION_1 + "/part-0.parquet");
    }

    @Test
    void shouldAcceptADatasetWithoutRows() throws Exception {
        run.seed(0);

        run.evaluate(new TestingManifest());
        run.verify(new TestingManifest());

        assertThat(run.verified("count(*), any_value(typeof(responses))")).startsWith("0");
        assertThat(run.verifiedFiles()).hasSize(1);
    }

    @Test
    void shouldAskForAnotherTryWhenTheDatasetIsNotThereYet() throws Exception {
        StepFailure failure = run.evaluationFailure(once());
        assertThat(failure.exitCode()).isEqualTo(4);
        assertThat(failure)
                .hasMessage("The dataset s3://dyff/datasets/" + TestingManifest.DATASET
                        + " has no files; is its id right?");
    }

    @Test
    void shouldUploadAFileForEachRowWhenThePipelineSaysSo() throws Exception {
        run.seed(10);
        try (var taking = new TestingService(EvaluationStepsIT::answerUpload)) {
            new TestingRun(storage, folder, taking.address()).evaluate(once().spec(spec -> {
                ArrayNode pipeline = spec.withObject("/interface").putArray("inputPipeline");
                TestingManifest.stage(pipeline, "Select", "{\"fields\": [\"text\"]}");
                TestingManifest.stage(
                        pipeline,
                        "FileUpload",
                        "{\"field\": \"$.text\", \"encoding\": \"utf-8\", \"contentType\": \"text/plain\","
                                + " \"filename\": \"row.txt\", \"formFields\": {\"model\": \"m-1\"}}");
            }));
        }

        assertThat(run.stored("count(*)")).isEqualTo("10");
        assertThat(run.stored("count(*) FILTER (responses[1].text LIKE 'm-1 row.txt text/plain _%')"))
                .isEqualTo("10");
    }

    /** Answers what the parts of the form are. */
    private static void answerUpload(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String boundary = exchange.getRequestHeaders()
                .getFirst("Content-Type")
                .replaceFirst("^multipart/form-data; boundary=", "--");
        Matcher parts = Pattern.compile(
                        "Q\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n(.*)\r\n"
                                + "Q\r\nContent-Disposition: form-data; name=\"file\"; filename=\"(.*)\"\r\n"
                                + "Content-Type: (.*)\r\n\r\n(.*)\r\nQ--\r\n",
                        Pattern.DOTALL)
                .matcher(body.replace(boundary, "Q"));
        byte[] answer = parts.matches()
                ? "{\"choices\":[{\"text\":\"%s %s %s %s\"}]}"
                        .formatted(parts.group(1), parts.group(2), parts.group(3), parts.group(4))
                        .getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        exchange.sendResponseHeaders(parts.matches() ? 200 : 400, answer.length);
        exchange.getResponseBody().write(answer);
    }

    @Test
    void shouldRefuseAPipelineThatGoesOnAfterAFile() throws Exception {
        run.seed(1);
        String upload = "{\"field\": \"$.text\"}";

        StepFailure client = run.evaluationFailure(once().client(
                        options -> TestingManifest.stage(options.putArray("inputPipeline"), "FileUpload", upload)));
        StepFailure output = run.evaluationFailure(once().spec(spec ->
                TestingManifest.stage(spec.withObject("/interface").putArray("outputPipeline"), "FileUpload", upload)));

        assertThat(client.exitCode()).isEqualTo(2);
        assertThat(client).hasMessageContaining("client.inputPipeline cannot end with FileUpload");
        assertThat(output).hasMessageContaining("interface.outputPipeline cannot end with FileUpload");
    }

    @Test
    void shouldRefuseAWrongPartitionBeforeAnythingIsAsked() throws Exception {
        run.seed(10);
        try (var untouched = new TestingService(exchange -> exchange.sendResponseHeaders(500, -1))) {
            StepFailure failure = new TestingRun(storage, folder, untouched.address())
                    .evaluationFailure(once().spec(spec ->
                            spec.putArray("outputDatasetPartitions").add("colour")));
            assertThat(failure.exitCode()).isEqualTo(2);
            assertThat(failure).hasMessageContaining("no plain column colour");
            assertThat(untouched.calls()).isZero();
        }
    }

    @Test
    void shouldNameADatasetFileThatIsNoParquet() throws Exception {
        run.seed(1);
        Files.writeString(run.dataset("table.feather"), "hello");
        StepFailure failure = run.evaluationFailure(once());
        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure).hasMessageContaining("table.feather is not a Parquet file");
    }

    @Test
    void shouldEndIncompleteWhenAnswersDoNotFitTheSchema() throws Exception {
        run.seed(10);
        TestingManifest manifest = once().spec(spec -> {
            ObjectNode service = (ObjectNode) spec.get("interface");
            TestingManifest.stage(service.putArray("outputPipeline"), "TransformJSON", "{\"text\":\"$.choices\"}");
        });

        StepFailure failure = run.evaluationFailure(manifest);
        assertThat(failure.exitCode()).isEqualTo(20);
        assertThat(failure)
                .hasMessageContaining("10 of 10 rows have no answer: 10 mismatched; first: row 0, ")
                .hasMessageContaining("responses[0].text must be a Unicode string");

        run.evaluate(manifest.client(client -> client.put("missingOutputPolicy", "Ignore")));
        run.verify(manifest);
        assertThat(run.verified("count(*)")).isEqualTo("0");
    }

    @Test
    void shouldEndWhenTheTimeForAllRequestsHasPassed() throws Exception {
        run.seed(100);
        try (var slow = new MockModel(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Pace(200, 200))) {
            var slowRun = new TestingRun(storage, folder, slow.address());
            StepFailure failure =
                    slowRun.evaluationFailure(once().client(client -> client.put("totalTimeoutSeconds", 1)));
            assertThat(failure.exitCode()).isEqualTo(32);
            assertThat(failure).hasMessageContaining("client.totalTimeoutSeconds (1 s)");
            int stored = Integer.parseInt(slowRun.stored("count(*)"));
            assertThat(stored).isBetween(1, 20);
            assertThat(slowRun.summary().at("/outcomes/Answered").asInt()).isEqualTo(stored);
            assertThat(slowRun.answered("count(*)")).isEqualTo(Integer.toString(stored));
            assertThat(slowRun.outcomes("count(*) FILTER (outcome = 'NotAsked' OR problem ="
                            + " 'no answer before client.totalTimeoutSeconds passed')"))
                    .isEqualTo(Integer.toString(100 - stored));
        }
    }

    @Test
    void shouldEndWhenTheServiceFailsTooOften() throws Exception {
        run.seed(10);
        try (var down = new TestingService(exchange -> exchange.sendResponseHeaders(503, -1))) {
            StepFailure failure = new TestingRun(storage, folder, down.address())
                    .evaluationFailure(once().client(client -> client.put("transientErrorRetryLimit", 2)));
            assertThat(failure.exitCode()).isEqualTo(31);
            assertThat(failure)
                    .hasMessageContaining("client.transientErrorRetryLimit 2")
                    .hasMessageContaining("HTTP 503");
        }
    }

    @Test
    void shouldUseAServiceSoonAfterItStartsThoughNoRetryIsAllowed() throws Exception {
        run.seed(10);
        long start = System.nanoTime();
        var answer = "{\"choices\":[{\"text\":\"x\"}]}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        BooleanSupplier started =
                () -> System.nanoTime() - start > Duration.ofSeconds(2).toNanos();
        try (var late = new TestingService(
                exchange -> {
                    exchange.sendResponseHeaders(started.getAsBoolean() ? 200 : 503, answer.length);
                    exchange.getResponseBody().write(answer);
                },
                exchange -> exchange.sendResponseHeaders(started.getAsBoolean() ? 200 : 503, -1))) {
            new TestingRun(storage, folder, late.address())
                    .evaluate(once().client(client -> client.put("transientErrorRetryLimit", 0)
                            .put("transientErrorRetryDelaySeconds", 30)
                            .put("totalTimeoutSeconds", 1)));
        }
        assertThat(run.stored("count(*)")).isEqualTo("10");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void shouldSayThatTheOutputCannotBeWritten() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (var breaking = new TestingStorage(other);
                var killer = new TestingService(exchange -> {
                    breaking.stopNow();
                    exchange.sendResponseHeaders(400, -1);
                })) {
            var breakingRun = new TestingRun(breaking, folder, killer.address());
            breakingRun.seed(10);
            StepFailure failure =
                    breakingRun.evaluationFailure(once().client(client -> client.put("badRequestPolicy", "Skip")));
            assertThat(failure.exitCode()).isEqualTo(10);
            assertThat(failure).hasMessageContaining("The output cannot be written to s3://dyff/outputs/");
        }
    }

    @Test
    void shouldNeitherAskNorStoreOnADryRun() throws Exception {
        run.seed(10);
        try (var untouched = new TestingService(exchange -> exchange.sendResponseHeaders(500, -1))) {
            var dry = new TestingRun(storage, folder, untouched.address());
            dry.evaluate(once(), RunMode.DRY);
            assertThat(untouched.calls()).isZero();
            assertThat(dry.rawFiles()).isEmpty();
            assertThat(dry.output()).contains("dry run: 10 requests can be made, 0 cannot");
        }
    }
}
