package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static io.dyff.routes.api.TestingRequests.evaluation;
import static io.dyff.routes.api.TestingRequests.model;
import static io.dyff.routes.api.TestingRequests.service;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.api.TestingSessions.Reply;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Creates of which nothing is kept. */
@ApiTestingContext
class DryRunIT extends ApiTestBase {

    @Test
    void shouldCheckAllAndKeepNothing() {
        String service = create("inferenceservices", service("acme", create("models", model("acme"))));
        String dataset = create("datasets", dataset("acme"));
        int before = events().size();

        Answer made = client.post(token, "/v0/evaluations?dryRun=all", evaluation("acme", dataset, service));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.header("Dyff-Dry-Run")).isEqualTo("all");
        assertThat(made.json().path("status").asText()).isEqualTo("Created");
        assertThat(made.json().at("/inferenceSession/inferenceService/id").asText())
                .isEqualTo(service);
        Answer read =
                client.get(token, "/v0/evaluations/" + made.json().path("id").asText());
        assertThat(read.status()).isEqualTo(404);

        Answer wrong = client.post(token, "/v0/evaluations?dryRun=all", evaluation("acme", "f".repeat(32), service));
        assertThat(wrong.status()).isEqualTo(404);
        assertThat(wrong.json().at("/errors/0/path").asText()).isEqualTo("/dataset");
        assertThat(events()).hasSize(before);
    }

    @Test
    void shouldTellNothingOfRowsBeforeTheDatasetWasLookedAt() {
        String dataset = create("datasets", dataset("acme"));
        JsonNode shown = shown(token, evaluation("acme", dataset, answering()));
        assertThat(shown.has("rows")).isFalse();
        assertThat(shown.at("/admission/verdict").asText()).isEqualTo("Now");
    }

    @Test
    void shouldShowWhatWouldBeAskedAboutTheFirstRow() throws IOException {
        String dataset =
                looked("{\"rows\": 1022, \"first\": {\"index\": 4, \"row\": {\"_index_\": 4, \"text\": \"why?\"}}}");
        ObjectNode request = evaluation("acme", dataset, answering()).put("replications", 3);
        JsonNode shown = shown(token, request);
        assertThat(shown.path("rows").asLong()).isEqualTo(1022);
        assertThat(shown.path("requests").asLong()).isEqualTo(3066);
        assertThat(shown.at("/firstRow/index").asLong()).isEqualTo(4);
        assertThat(shown.at("/firstRow/request").toString()).isEqualTo("{\"prompt\":\"why?\"}");
        assertThat(shown.at("/firstRow/problem").isMissingNode()).isTrue();
        assertThat(client.post(token, "/v0/evaluations", request).json().has("dryRun"))
                .isFalse();
    }

    @Test
    void shouldTellWhyNoRequestCanBeMadeOfTheFirstRow() throws IOException {
        String dataset =
                looked("{\"rows\": 2, \"first\": {\"index\": 0, \"row\": {\"_index_\": 0, \"question\": \"?\"}}}");
        assertThat(shown(token, evaluation("acme", dataset, answering()))
                        .at("/firstRow/problem")
                        .asText())
                .startsWith("inputPipeline[0] TransformJSON: ");
    }

    @Test
    void shouldNotBeHarmedByAPipelineThatExplodes() throws IOException {
        String dataset = looked("{\"rows\": 2, \"first\": {\"index\": 0, \"row\": {\"_index_\": 0, \"text\": \"?\"}}}");
        ObjectNode request = evaluation("acme", dataset, answering());
        ArrayNode pipeline = request.putObject("client").putArray("inputPipeline");
        for (int i = 0; i < 50; i++) {
            ObjectNode twice = pipeline.addObject().put("kind", "TransformJSON").putObject("configuration");
            twice.putArray("text").add("$.text").add("$.text");
        }
        assertThat(shown(token, request).at("/firstRow/problem").asText())
                .isEqualTo("making the request takes more than 1000000 steps");
    }

    @Test
    void shouldShowNoRowToWhoMayNotReadTheDataset() throws IOException {
        String dataset =
                looked("{\"rows\": 2, \"first\": {\"index\": 0, \"row\": {\"_index_\": 0, \"text\": \"s3cret\"}}}");
        String service = answering();
        Grant uses = new Grant(Set.of("*"), Set.of("consume", "get", "create"), Set.of("acme"), Set.of());
        String other = client.token("acme", List.of(uses));
        JsonNode shown = shown(other, evaluation("acme", dataset, service));
        assertThat(shown.path("rows").asLong()).isEqualTo(2);
        assertThat(shown.toString()).contains("may read the data").doesNotContain("s3cret");
    }

    @Test
    void shouldAskASessionThatIsNamedAndShowWhatWouldBeStored() throws IOException {
        String dataset =
                looked("{\"rows\": 100, \"first\": {\"index\": 0, \"row\": {\"_index_\": 0, \"text\": \"why?\"}}}");
        String session = session(answering());
        byte[] answer = "{\"choices\": [{\"text\": \"so\"}]}".getBytes(UTF_8);
        List<String> asked = new CopyOnWriteArrayList<>();
        TestingSessions.model(session, request -> {
            asked.add(request.getRequestURI().getPath());
            return new Reply(200, "application/json", answer);
        });
        JsonNode shown = shown(token, ofSession(dataset, session));
        assertThat(shown.at("/firstRow/status").asInt()).isEqualTo(200);
        assertThat(shown.at("/firstRow/answer/choices/0/text").asText()).isEqualTo("so");
        assertThat(shown.at("/firstRow/responses").toString()).isEqualTo("[{\"_response_index_\":0,\"text\":\"so\"}]");
        assertThat(shown.path("expectedSeconds").isIntegralNumber()).isTrue();
        assertThat(asked).containsExactly("/generate");
    }

    @Test
    void shouldTellWhatTheSessionSaidInsteadOfAnAnswer() throws IOException {
        String dataset =
                looked("{\"rows\": 1, \"first\": {\"index\": 0, \"row\": {\"_index_\": 0, \"text\": \"why?\"}}}");
        String session = session(answering());
        TestingSessions.model(session, request -> new Reply(400, "text/plain", "too long".getBytes(UTF_8)));
        JsonNode shown = shown(token, ofSession(dataset, session));
        assertThat(shown.at("/firstRow/status").asInt()).isEqualTo(400);
        assertThat(shown.at("/firstRow/problem").asText()).isEqualTo("HTTP 400 too long");
        assertThat(shown.at("/firstRow/responses").isMissingNode()).isTrue();
    }

    @Test
    void shouldTellWhatTheQuotasSay() {
        String dataset = create("datasets", dataset("acme"));
        String service = answering();
        space.jdbc()
                .sql("insert into admission (id, kind, account, status, rank, created_at, version, partition, way,"
                        + " awaits, serving, shape, body) values (:id, 'Quota', '__system__', 'Ready', 5, now(), 0, 0,"
                        + " 'none', '{}', '{}', '', cast(:body as jsonb))")
                .param("id", "9".repeat(32))
                .param("body", TestingRequests.quota("acme", "0").toString())
                .update();
        try {
            JsonNode shown = shown(token, evaluation("acme", dataset, service)).path("admission");
            assertThat(shown.path("verdict").asText()).isEqualTo("Waits");
            assertThat(shown.path("message").asText()).isEqualTo("Account quota exceeded: 1/0 workflows");
            assertThat(shown.path("ahead").asLong()).isZero();
        } finally {
            space.jdbc().sql("delete from admission where kind = 'Quota'").update();
        }
    }

    private String session(String service) {
        Answer made = client.post(token, "/v0/inferencesessions", TestingRequests.session("acme", service));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made.json().at("/inferencesession/id").asText();
    }

    private ObjectNode ofSession(String dataset, String session) {
        return Json.object().put("account", "acme").put("dataset", dataset).put("inferenceSessionReference", session);
    }

    private String answering() {
        ObjectNode service = service("acme", create("models", model("acme")));
        ObjectNode face = service.withObject("/interface");
        face.putArray("inputPipeline")
                .addObject()
                .put("kind", "TransformJSON")
                .putObject("configuration")
                .put("prompt", "$.text");
        ArrayNode output = face.putArray("outputPipeline");
        output.addObject()
                .put("kind", "ExplodeCollections")
                .putObject("configuration")
                .putArray("collections")
                .add("choices");
        output.addObject()
                .put("kind", "TransformJSON")
                .putObject("configuration")
                .put("text", "$.choices.text");
        return create("inferenceservices", service);
    }

    private String looked(String report) throws IOException {
        String dataset = create("datasets", dataset("acme"));
        Path found = TestingObjects.FOLDER.resolve("dyff/datasets/" + dataset + "/.dyff/dataset.json");
        Files.createDirectories(found.getParent());
        Files.writeString(found, report);
        return dataset;
    }

    private JsonNode shown(String token, ObjectNode request) {
        Answer made = client.post(token, "/v0/evaluations?dryRun=all", request);
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made.json().path("dryRun");
    }

    @Test
    void shouldNeedTheGrantOfACreate() {
        assertThat(client.post(null, "/v0/models?dryRun=all", model("acme")).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v0/models?dryRun=yes",
                "/v0/models?dryRun=",
                "/v0/accounts?dryRun=all",
                "/v0/inferencesessions?dryRun=all",
                "/v0/pipelines/0123456789abcdef0123456789abcdef/runs?dryRun=all"
            })
    void shouldDoNothingWhereItIsNotOffered(String path) {
        int before = events().size();
        ObjectNode request = path.startsWith("/v0/models") ? model("acme") : Json.object();
        Answer refused = client.post(token, path, request);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.detail()).startsWith("dryRun: ").endsWith("nothing was done");
        assertThat(events()).hasSize(before);
    }
}
