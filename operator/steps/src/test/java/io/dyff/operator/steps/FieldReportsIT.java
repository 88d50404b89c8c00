package io.dyff.operator.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Answers that people met with model servers, one row of each kind among good ones in one evaluation: the good ones are
 * stored, the odd one has its outcome. The ids are those of the field reports.
 */
@Timeout(180)
class FieldReportsIT {

    /** What a service answers to a row, and what becomes of it. */
    enum Odd {
        A1_always_fails("Failed", 500, "HTTP 500 boom", 2),
        A2_empty("Unusable", 200, "the answer is empty", 2),
        A2_html("Unusable", 200, "the answer is not JSON: <html>", 2),
        A2_cut_off("Unusable", 200, "the answer is not JSON: {\"choices", 2),
        A2_useless_once("Answered", 200, null, 2),
        A3_error_inside("Unusable", 200, "the answer holds an error: CUDA out of memory", 2),
        A4_half_an_emoji("Answered", 200, null, 1),
        A4_bytes_that_are_not_utf8("Answered", 200, null, 1),
        A5_nul_in_an_error("Failed", 500, "HTTP 500 a\uFFFDb", 2),
        A5_gzip_unasked("Answered", 200, null, 1),
        A7_null_and_truncated("Answered", 200, null, 1),
        A9_too_slow("TimedOut", null, "no answer within 1.0 s (client.requestTimeoutSeconds)", 2),
        A10_forbidden_for_one("Refused", 403, "HTTP 403 not this prompt", 1),
        A10_unavailable_for_legal_reasons("Refused", 451, "HTTP 451", 1),
        A11_busy_until_a_date("Answered", 200, null, 3),
        A12_content_as_parts("Mismatch", 200, "responses[0].text must be a Unicode string", 1),
        A13_nan("Unusable", 200, "the answer is not JSON", 2),
        A15_events("Unusable", 200, "the service streams its answer", 2),
        A15_lines("Unusable", 200, "the answer holds more than one JSON text", 2),
        A16_too_deep("Unusable", 200, "the answer is beyond a limit of this client", 2),
        contract_refused_body("Refused", 422, "HTTP 422 prompt too long", 1);

        private final String outcome;
        private final Integer status;
        private final String problem;
        private final int tries;

        Odd(String outcome, Integer status, String problem, int tries) {
            this.outcome = outcome;
            this.status = status;
            this.problem = problem;
            this.tries = tries;
        }
    }

    private static final int GOOD = 40;
    private static final String FINE = "{\"choices\":[{\"text\":\"fine\"}],\"model\":\"m-2\","
            + "\"system_fingerprint\":\"fp_1\",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";

    @TempDir
    static Path shared;

    private static final Map<Odd, AtomicInteger> CALLS = new ConcurrentHashMap<>();
    private static final CountDownLatch OVER = new CountDownLatch(1);
    private static TestingStorage storage;
    private static TestingService service;
    private static TestingRun run;

    @BeforeAll
    static void evaluate() throws Exception {
        storage = new TestingStorage(shared);
        service = new TestingService(FieldReportsIT::answer);
        run = new TestingRun(storage, shared, service.address());
        String odd = Arrays.stream(Odd.values()).map(Odd::name).collect(Collectors.joining("', '", "['", "']"));
        TestingRun.execute("COPY (SELECT i::BIGINT AS _index_, coalesce((" + odd
                + ")[i + 1], 'good') AS text FROM range(" + (Odd.values().length + GOOD) + ") t(i)) TO '"
                + run.dataset("part-0.parquet") + "' (FORMAT parquet)");
        TestingManifest manifest = new TestingManifest()
                .spec(spec -> spec.put("replications", 1)
                        .put("workersPerReplica", 12)
                        .withObject("/client")
                        .put("transientErrorRetryLimit", 1)
                        .put("requestTimeoutSeconds", 1)
                        .put("badRequestPolicy", "Skip")
                        .put("missingOutputPolicy", "Ignore"));
        run.evaluate(manifest);
        run.verify(manifest);
    }

    @AfterAll
    static void stop() throws Exception {
        OVER.countDown();
        service.close();
        storage.close();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        JsonNode request = new ObjectMapper().readTree(exchange.getRequestBody());
        String text = request.path("prompt").asText();
        if (text.equals("good")) {
            send(exchange, 200, FINE);
            return;
        }
        Odd odd = Odd.valueOf(text);
        int call = CALLS.computeIfAbsent(odd, key -> new AtomicInteger()).incrementAndGet();
        switch (odd) {
            case A1_always_fails -> send(exchange, 500, "boom");
            case A2_empty -> exchange.sendResponseHeaders(200, -1);
            case A2_html -> send(exchange, 200, "<html>loading</html>");
            case A2_cut_off -> send(exchange, 200, "{\"choices\":[{\"te");
            case A2_useless_once -> send(exchange, 200, call == 1 ? "" : FINE);
            case A3_error_inside ->
                send(exchange, 200, "{\"error\":{\"message\":\"CUDA out of memory\"},\"choices\":[{\"text\":null}]}");
            case A4_half_an_emoji -> send(exchange, 200, "{\"choices\":[{\"text\":\"a\\ud83d\"}]}");
            case A4_bytes_that_are_not_utf8 ->
                send(exchange, 200, "{\"choices\":[{\"text\":\"\u00e9\"}]}".getBytes(StandardCharsets.ISO_8859_1));
            case A5_nul_in_an_error -> send(exchange, 500, "a\0b");
            case A5_gzip_unasked -> send(exchange, 200, gzip(FINE));
            case A7_null_and_truncated ->
                send(exchange, 200, "{\"choices\":[{\"text\":null,\"finish_reason\":\"length\"}]}");
            case A9_too_slow -> waitForTheEnd();
            case A10_forbidden_for_one -> send(exchange, 403, "not this prompt");
            case A10_unavailable_for_legal_reasons -> send(exchange, 451, "");
            case A11_busy_until_a_date -> busy(exchange, call);
            case A12_content_as_parts ->
                send(exchange, 200, "{\"choices\":[{\"text\":[{\"type\":\"text\",\"text\":\"a\"}]}]}");
            case A13_nan -> send(exchange, 200, "{\"choices\":[{\"text\":\"a\",\"logprob\":NaN}]}");
            case A15_events -> send(exchange, 200, "data: {\"choices\":[]}\n\ndata: [DONE]\n\n");
            case A15_lines -> send(exchange, 200, "{\"response\":\"a\"}\n{\"response\":\"b\"}\n");
            case A16_too_deep -> send(exchange, 200, "[".repeat(1_500) + "]".repeat(1_500));
            case contract_refused_body -> send(exchange, 422, "prompt too long");
        }
    }

    /** More often than a row may be tried: what the service asks to wait is not charged. */
    private static void busy(HttpExchange exchange, int call) throws IOException {
        exchange.getResponseHeaders()
                .set(
                        "Retry-After",
                        call == 1
                                ? "0.2"
                                : DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        Instant.now().atOffset(ZoneOffset.UTC)));
        send(exchange, call < 3 ? 503 : 200, FINE);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static void waitForTheEnd() {
        try {
            assertThat(OVER.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String of(Odd odd, String select) throws Exception {
        return run.outcomes("any_value(" + select + ") FILTER (_index_ = " + odd.ordinal() + ")");
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveItsOutcome(Odd odd) throws Exception {
        assertThat(of(odd, "outcome")).isEqualTo(odd.outcome);
        assertThat(of(odd, "status")).isEqualTo(String.valueOf(odd.status));
        assertThat(of(odd, "tries")).isEqualTo(String.valueOf(odd.tries));
        assertThat(of(odd, "problem")).startsWith(String.valueOf(odd.problem));
    }

    @Test
    void shouldStoreWhatIsAnsweredAndNothingElse() throws Exception {
        long answered = GOOD
                + Arrays.stream(Odd.values())
                        .filter(odd -> odd.outcome.equals("Answered"))
                        .count();
        assertThat(run.verified("count(*) FILTER (len(responses) = 1), count(*) FILTER (responses IS NULL)"))
                .isEqualTo(answered + " 3");
        assertThat(run.outcomes("count(*), count(DISTINCT _index_)"))
                .isEqualTo((Odd.values().length + GOOD) + " " + (Odd.values().length + GOOD));
        assertThat(run.verified(
                        "any_value(responses[1].text) FILTER (_index_ = " + Odd.A4_half_an_emoji.ordinal() + ")"))
                .isEqualTo("a\uFFFD");
    }

    @Test
    void shouldSumUp() throws Exception {
        JsonNode summary = run.summary();
        assertThat(summary.path("rows").asInt()).isEqualTo(Odd.values().length + GOOD);
        for (String outcome :
                new String[] {"Answered", "Refused", "Failed", "TimedOut", "Unusable", "Mismatch", "NotAsked"}) {
            long expected = (outcome.equals("Answered") ? GOOD : 0)
                    + Arrays.stream(Odd.values())
                            .filter(odd -> odd.outcome.equals(outcome))
                            .count();
            assertThat(summary.path("outcomes").path(outcome).asLong())
                    .as(outcome)
                    .isEqualTo(expected);
        }
        assertThat(summary.path("nulls").path("text").asInt()).isOne();
        assertThat(summary.path("truncated").asInt()).isOne();
        assertThat(summary.path("repaired").asInt()).isEqualTo(2);
        assertThat(summary.at("/tokens/prompt").asInt()).isEqualTo(3 * (GOOD + 3));
        assertThat(summary.at("/models/0/fingerprint").asText()).isEqualTo("fp_1");
        assertThat(summary.at("/milliseconds/p50").asDouble()).isPositive();
        assertThat(summary.path("message").asText())
                .startsWith("15 of 61 rows have no answer: 3 refused, 2 failed, 1 timed out, 8 unusable, 1 mismatched;"
                        + " first: row 0, HTTP 500 boom");
    }

    @Test
    void shouldSayHowFarItIs() throws Exception {
        JsonNode progress = new ObjectMapper()
                .readTree(storage.file("outputs/" + TestingManifest.EVALUATION + "/progress.json")
                        .toFile());
        assertThat(progress.path("rows").asInt()).isEqualTo(Odd.values().length + GOOD);
        assertThat(progress.path("done")).isEqualTo(progress.path("rows"));
        assertThat(progress.path("outcomes").path("Unusable").asInt()).isEqualTo(8);
        assertThat(progress.path("stored").asInt()).isEqualTo(GOOD + 9);
        assertThat(progress.path("retries").asInt()).isPositive();
        assertThat(progress.path("perSecond").asDouble()).isPositive();
        assertThat(progress.path("expectedEnd").isNull()).isTrue();
        assertThat(Instant.parse(progress.path("updated").asText())).isBeforeOrEqualTo(Instant.now());
    }
}
