package io.dyff.routes.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.testing.TestingKube;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The logs of workflows, from what pods print on a Kubernetes API to what a client reads. */
@ApiTestingContext
class WorkflowLogsIT extends ApiTestBase {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Autowired
    Areas areas;

    @Autowired
    ObjectFiles objects;

    @Autowired
    Kinds kinds;

    @Autowired
    Schemas schemas;

    private String id;
    private String path;

    @BeforeEach
    void createEvaluation() {
        String dataset = create("datasets", TestingRequests.dataset("acme"));
        id = create("evaluations", TestingRequests.evaluation("acme", dataset, createService()));
        path = "/v0/evaluations/" + id + "/logs/workflow";
    }

    @Test
    void shouldAnswerTheNewestLinesOfAllPodsByTime() {
        status(id, "Admitted");
        pod("client", "eval-" + id);
        pod("model", "eval-" + id + "-infer");
        TestingKube.pod(name("stranger"), "eval-" + "0".repeat(32), "client");
        print("client", 1, "sends");
        print("model", 2, "answers");
        print("client", 3, "stores");
        TestingKube.logs().print(name("stranger"), NOON, "what nobody may read");

        JsonNode logs = answered(path);
        assertThat(schemas.validate("WorkflowLogsResponse", logs)).isEmpty();
        assertThat(logs.path("workflow").path("kind").asText()).isEqualTo("Evaluation");
        assertThat(logs.path("workflow").path("id").asText()).isEqualTo(id);
        assertThat(messages(logs)).containsExactly("sends", "answers", "stores");
        assertThat(logs.at("/logs/1/timestamp").asText()).isEqualTo("2026-01-31T12:00:02Z");
        assertThat(logs.at("/logs/1/labels/pod").asText()).isEqualTo(name("model"));
        assertThat(logs.at("/logs/1/labels/container").asText()).isEqualTo("main");
        assertThat(logs.at("/logs/1/labels/component").asText()).isEqualTo("model");

        JsonNode newest = answered(path + "?limit=2");
        assertThat(messages(newest)).containsExactly("answers", "stores");
        assertThat(newest.path("totalLines").asInt()).isEqualTo(3);
    }

    @Test
    void shouldAnswerOnlyWhatIsNewerThanAsked() {
        status(id, "Admitted");
        pod("client", "eval-" + id);
        TestingKube.logs().print(name("client"), Instant.now().minus(Duration.ofHours(2)), "old");
        TestingKube.logs().print(name("client"), Instant.now().minusSeconds(5), "new");
        assertThat(messages(answered(path + "?since=1h"))).containsExactly("new");
        assertThat(messages(answered(path + "?since=1d"))).containsExactly("old", "new");
    }

    @Test
    void shouldAnswerNothingBeforeAnyPodRuns() {
        pod("client", "eval-" + id);
        print("client", 1, "of somebody who took its name");
        assertThat(answered(path).path("logs")).isEmpty();
        String model = create("models", TestingRequests.model("acme"));
        JsonNode none = answered("/v0/models/" + model + "/logs/workflow?limit=1000");
        assertThat(none.path("logs")).isEmpty();
        assertThat(none.path("totalLines").asInt()).isZero();
    }

    @Test
    void shouldAnswerWhatWasKeptWhenThePodsAreGone() {
        keep("client", "2026-01-31T12:00:01Z", "sent");
        keep("model", "2026-01-31T12:00:02Z", "answered");
        status(id, "Failed");
        assertThat(messages(answered(path))).containsExactly("sent", "answered");
        assertThat(messages(answered(path + "?limit=1"))).containsExactly("answered");
    }

    @Test
    void shouldAnswerEachLineOnceWhenAPodThatIsThereWasKeptAlready() {
        status(id, "Complete");
        TestingKube.status(pod("client", "eval-" + id), "Succeeded");
        print("client", 1, "sent");
        keep("client", "2026-01-31T12:00:01Z", "sent");
        assertThat(messages(answered(path))).containsExactly("sent");
    }

    @Test
    void shouldAnswerWhatAMethodPrintedIntoItsOwnFile() {
        String measurement = create(
                "measurements",
                AnalysisRequestsIT.analysis(
                        create("methods", AnalysisRequestsIT.method("Measurement")),
                        create("datasets", TestingRequests.dataset("acme"))));
        objects.write(
                areas.of(kinds.get("Measurement"), measurement),
                ".dyff/logs.txt",
                "Traceback\nRuntimeError: no\n".getBytes(UTF_8),
                "text/plain");
        status(measurement, "Failed");
        JsonNode logs = answered("/v0/measurements/" + measurement + "/logs/workflow");
        assertThat(messages(logs)).containsExactly("Traceback", "RuntimeError: no");
        assertThat(logs.at("/logs/0/labels/file").asText()).isEqualTo(".dyff/logs.txt");
    }

    @Test
    void shouldRefuseNonsenseAndNameTheParameter() {
        for (String parameter : List.of("limit=0", "limit=many", "since=yesterday", "since=1w")) {
            Answer answer = client.get(token, path + "?" + parameter);
            assertThat(answer.status()).as(parameter).isEqualTo(422);
            assertThat(answer.json().at("/errors/0/path").asText()).isEqualTo(parameter.replaceFirst("=.*", ""));
        }
    }

    @Test
    void shouldRefuseAStreamByHttpBeforeItBegins() {
        String stranger = client.token("stranger", Role.Owner);
        String lacking = client.token(
                "acme", List.of(new Grant(Set.of("evaluations"), Set.of("get", "query"), Set.of("acme"), Set.of())));
        assertThat(refused(null, id)).isEqualTo(401);
        assertThat(refused("garbage", id)).isEqualTo(401);
        assertThat(refused(lacking, id)).isEqualTo(403);
        assertThat(refused(stranger, id)).isEqualTo(404);
        assertThat(refused(token, "0".repeat(32))).isEqualTo(404);
        assertThat(refused(token, "NOTANID")).isEqualTo(404);
        Answer plain = client.get(token, path + "/stream");
        assertThat(plain.status()).isEqualTo(426);
        assertThat(plain.header("Upgrade")).isEqualTo("websocket");
        assertThat(client.post(token, path + "/stream", null).status()).isEqualTo(405);
    }

    @Test
    void shouldStreamWhatIsThereAndWhatComesUntilTheEntityRests() {
        pod("client", "eval-" + id);
        print("client", 1, "from before");
        status(id, "Admitted");
        try (TestingStream stream = TestingStream.open(port, token, path)) {
            Awaitility.await().atMost(SOON).until(() -> stream.messages().equals(List.of("from before")));
            print("client", 2, "while it is read");
            Awaitility.await().atMost(SOON).until(() -> stream.messages().size() == 2);
            pod("verify", "eval-" + id);
            print("verify", 3, "from a pod that came later");
            Awaitility.await().atMost(SOON).until(() -> stream.messages().size() == 3);
            assertThat(stream.texts())
                    .allSatisfy(text -> assertThat(schemas.validate("WorkflowLogEntry", text))
                            .isEmpty());
            keep("infer", "2026-01-31T12:00:04Z", "from a pod that nobody saw");
            status(id, "Complete");
            TestingKube.logs().end(name("client"));
            TestingKube.logs().end(name("verify"));
            Awaitility.await().atMost(SOON).until(() -> stream.closeCode() == 1000);
            assertThat(stream.messages())
                    .containsExactly(
                            "from before",
                            "while it is read",
                            "from a pod that came later",
                            "from a pod that nobody saw");
        }
    }

    @Test
    void shouldStreamEverythingThatWasKeptAndEndWhenTheEntityRestsAlready() {
        keep("client", "2026-01-31T12:00:01Z", "sent");
        status(id, "Failed");
        try (TestingStream stream = TestingStream.open(port, token, path)) {
            Awaitility.await().atMost(SOON).until(() -> stream.closeCode() == 1000);
            assertThat(stream.messages()).containsExactly("sent");
        }
    }

    @Test
    void shouldEndAStreamWithinFiveSecondsWhenItsTokenIsRevoked() {
        String revoked = client.token("acme", Role.Owner);
        try (TestingStream stream = TestingStream.open(port, revoked, path)) {
            space.jdbc()
                    .sql("update api_key set revoked_at = now() where id = :id")
                    .param("id", TestingClient.id(revoked))
                    .update();
            // Three seconds by design, five by the contract; a busy machine gets its time.
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> stream.closeCode() == 1008);
        }
    }

    @Test
    void shouldCutOffAReaderThatTakesNothing() {
        status(id, "Admitted");
        pod("client", "eval-" + id);
        try (TestingStream stream = TestingStream.openAndReadNothing(port, token, path)) {
            print("client", 0, "the first of many");
            Awaitility.await().atMost(SOON).until(() -> TestingKube.logs().readers(name("client")) == 1);
            String line = "x".repeat(10_000);
            for (int i = 0; i < 2_000; i++) {
                print("client", i, line);
            }
            Awaitility.await().atMost(SOON).until(() -> TestingKube.logs().readers(name("client")) == 0);
            assertThat(stream.closeCode()).isNotEqualTo(1000);
        }
    }

    @Test
    void shouldRefuseOneStreamMoreThanATokenMayOpen() {
        String own = client.token("acme", Role.Owner);
        List<TestingStream> open = java.util.stream.IntStream.range(0, 10)
                .mapToObj(i -> TestingStream.open(port, own, path))
                .toList();
        try {
            assertThat(TestingStream.refused(port, own, path)).isEqualTo(429);
        } finally {
            open.forEach(TestingStream::close);
        }
        Awaitility.await().atMost(SOON).until(() -> {
            try (TestingStream again = TestingStream.open(port, own, path)) {
                return again.closeCode() == 0;
            } catch (IllegalStateException stillFull) {
                return false;
            }
        });
    }

    private int refused(@org.jspecify.annotations.Nullable String bearer, String entity) {
        return TestingStream.refused(port, bearer, "/v0/evaluations/" + entity + "/logs/workflow");
    }

    private JsonNode answered(String at) {
        Answer answer = client.get(token, at);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private Pod pod(String component, String instance) {
        return TestingKube.pod(name(component), instance, component);
    }

    private String name(String component) {
        return component + "-" + id;
    }

    private void print(String component, int second, String line) {
        TestingKube.logs().print(name(component), NOON.plusSeconds(second), line);
    }

    private void keep(String component, String time, String message) {
        String line = "{\"timestamp\":\"" + time + "\",\"message\":\"" + message + "\",\"labels\":{\"pod\":\""
                + name(component) + "\"}}\n";
        objects.write(areas.of("logs", id), name(component) + ".jsonl", line.getBytes(UTF_8), "application/x-ndjson");
    }

    private static List<String> messages(JsonNode logs) {
        return logs.path("logs")
                .valueStream()
                .map(l -> l.path("message").asText())
                .toList();
    }
}
