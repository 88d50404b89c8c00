package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static io.dyff.routes.api.TestingRequests.evaluation;
import static io.dyff.routes.api.TestingRequests.model;
import static io.dyff.routes.api.TestingRequests.quota;
import static io.dyff.routes.api.TestingRequests.service;
import static io.dyff.routes.api.TestingRequests.session;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.event.Headers;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingSpace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@ApiTestingContext
class CreateAndReadIT extends ApiTestBase {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void shouldAnnounceTheWholeEntityAndReadItBackWhenADatasetIsCreated() {
        Answer created = client.send(token, "POST", "/v0/datasets", dataset("acme"), Map.of("traceparent", TRACE));
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        String id = created.json().path("id").asText();
        assertThat(space.records(space.topics().events(), id)).singleElement().satisfies(event -> {
            assertThat(TestingSpace.header(event, Headers.CE_TYPE)).isEqualTo("io.dyff.entity.created");
            assertThat(TestingSpace.header(event, Headers.AWAIT)).isEqualTo("1");
            assertThat(TestingSpace.header(event, Headers.REQUEST_HASH)).hasSize(64);
            assertThat(TestingSpace.header(event, Headers.TRACEPARENT)).isEqualTo(TRACE);
            assertThat(TestingSpace.json(event).path("status").asText()).isEqualTo("Created");
        });
        Answer read = client.get(token, "/v0/datasets/" + id);
        assertThat(read.json()).isEqualTo(created.json());
        assertThat(read.header("Content-Type")).isEqualTo("application/json");
        assertThat(client.get(token, "/v0//datasets/" + id + "/").json()).isEqualTo(read.json());
    }

    @Test
    void shouldEmbedExactlyTheProjectionsOfReferencedEntities() {
        String model = create("models", model("acme"));
        String service = create("inferenceservices", service("acme", model));
        String dataset = create("datasets", dataset("acme"));
        JsonNode read = client.get(
                        token, "/v0/evaluations/" + create("evaluations", evaluation("acme", dataset, service)))
                .json();
        JsonNode embedded = read.at("/inferenceSession/inferenceService");
        assertThat(names(embedded))
                .containsExactlyInAnyOrder("id", "account", "name", "runner", "interface", "outputViews", "model");
        assertThat(names(embedded.path("model"))).containsExactlyInAnyOrder("id", "account", "name", "artifact");
        assertThat(read.path("dataset").asText()).isEqualTo(dataset);
        assertThat(read.toString()).doesNotContain("null");
    }

    @Test
    void shouldCopyTheSessionWhenAnEvaluationRefersToARunningOne() {
        String session = createSession();
        ObjectNode request = Json.object()
                .put("account", "acme")
                .put("dataset", create("datasets", dataset("acme")))
                .put("inferenceSessionReference", session);
        JsonNode made = client.post(token, "/v0/evaluations", request).json();
        assertThat(made.path("inferenceSessionReference").asText()).isEqualTo(session);
        assertThat(made.at("/inferenceSession/inferenceService/name").asText()).isEqualTo("s");
        assertThat(made.at("/inferenceSession/replicas").asInt()).isEqualTo(1);
    }

    @Test
    void shouldTellMissingUnavailableAndForbiddenReferencesApart() {
        String dataset = create("datasets", dataset("acme"));
        String service = createService();
        int before = events().size();
        Answer missing = client.post(token, "/v0/evaluations", evaluation("acme", "0".repeat(32), service));
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.detail()).contains("referenced Dataset " + "0".repeat(32) + " not found");
        Answer wrongKind = client.post(token, "/v0/evaluations", evaluation("acme", service, service));
        assertThat(wrongKind.status()).isEqualTo(404);
        String stranger = client.token("other", Role.Owner);
        assertThat(client.post(stranger, "/v0/evaluations", evaluation("other", dataset, service))
                        .status())
                .isEqualTo(404);
        String reader = client.token(
                "other",
                List.of(
                        new Grant(Set.of("*"), Set.of("*"), Set.of("other"), Set.of()),
                        new Grant(Set.of("*"), Set.of("get"), Set.of("acme"), Set.of())));
        assertThat(client.post(reader, "/v0/evaluations", evaluation("other", dataset, service))
                        .status())
                .isEqualTo(403);
        assertThat(events()).hasSize(before);
        client.put(token, "/v0/datasets/" + dataset + "/delete");
        Answer gone = client.post(token, "/v0/evaluations", evaluation("acme", dataset, service));
        assertThat(gone.status()).isEqualTo(409);
        assertThat(gone.detail()).contains("is Deleted (DeleteCommand)");
    }

    @Test
    void shouldMergeLabelsAndShowThemAtOnce() {
        String id = create("datasets", dataset("acme"));
        ObjectNode edit = Json.object();
        edit.putObject("labels").put("team", "red").put("dyff.io/access", "public");
        Answer labelled = client.patch(token, "/v0/datasets/" + id + "/labels", edit);
        assertThat(labelled.text()).isEqualTo("null");
        edit.putObject("labels").putNull("team");
        client.patch(token, "/v0/datasets/" + id + "/labels", edit);
        assertThat(client.get(token, "/v0/datasets/" + id).json().path("labels"))
                .isEqualTo(Json.object().put("dyff.io/access", "public"));
        int before = events().size();
        assertThat(client.patch(token, "/v0/datasets/" + id + "/labels", Json.object())
                        .text())
                .isEqualTo("null");
        assertThat(events()).hasSize(before);
    }

    @Test
    void shouldAnswerDocumentationBeforeAndAfterAnEdit() {
        String id = create("models", model("acme"));
        String path = "/v0/models/" + id + "/documentation";
        assertThat(client.get(token, path).json())
                .isEqualTo(Json.object().put("schemaVersion", "0.1").put("entity", id));
        ObjectNode edit = Json.object();
        edit.putObject("documentation").put("title", "T").put("summary", "S");
        client.patch(token, path, edit);
        edit.putObject("documentation").putNull("summary").put("fullPage", "F");
        JsonNode edited = client.patch(token, path, edit).json();
        assertThat(edited.path("title").asText()).isEqualTo("T");
        assertThat(edited.has("summary")).isFalse();
        assertThat(client.get(token, path).json()).isEqualTo(edited);
        assertThat(client.get(token, "/v0/models/" + id)
                        .json()
                        .at("/metadata/documentation/fullPage")
                        .asText())
                .isEqualTo("F");
    }

    @Test
    void shouldAnswerTheStoredStatusWhenAnEntityIsDeletedTwice() {
        String id = create("evaluations", evaluation("acme", create("datasets", dataset("acme")), createService()));
        JsonNode deleted =
                client.put(token, "/v0/evaluations/" + id + "/delete").json();
        assertThat(deleted).isEqualTo(Json.object().put("status", "Deleted").put("reason", "DeleteCommand"));
        int before = events().size();
        assertThat(client.put(token, "/v0/evaluations/" + id + "/delete").json())
                .isEqualTo(deleted);
        assertThat(events()).hasSize(before);
        assertThat(client.get(token, "/v0/evaluations/" + id)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("Deleted");
    }

    @Test
    void shouldReplaceAQuotaUnderItsPrimaryKey() {
        String admin = client.token("root", Role.Admin);
        JsonNode made = client.post(admin, "/v0/quotas", quota("q1", "16")).json();
        assertThat(made.path("id").asText())
                .isEqualTo(EntityIds.ofKey(List.of("accounts/q1", "workflows.dyff.io/admitted", "Total")));
        assertThat(made.path("account").asText()).isEqualTo("__system__");
        JsonNode again = client.post(admin, "/v0/quotas", quota("q1", "17")).json();
        assertThat(again.path("id")).isEqualTo(made.path("id"));
        String path = "/v0/quotas/" + made.path("id").asText();
        assertThat(client.get(admin, path).json().path("limit").asText()).isEqualTo("17");
        assertThat(client.get(admin, "/v0/quotas?principal=accounts/q1").json()).hasSize(1);
        assertThat(client.patch(admin, path + "/labels", Json.object()).text()).isEqualTo("null");
        assertThat(client.post(token, "/v0/quotas", quota("q2", "1")).status()).isEqualTo(403);
        assertThat(client.post(admin, path + "/delete", null)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("Deleted");
        assertThat(client.post(admin, "/v0/quotas", quota("q1", "18")).status()).isEqualTo(200);
        assertThat(client.get(admin, path).json().path("status").asText()).isEqualTo("Ready");
        assertThat(client.get(admin, path).json().path("limit").asText()).isEqualTo("18");
    }

    @Test
    void shouldRefuseTheKeyOfWhatWasErasedForGood() {
        Map<String, String> key = Map.of("Idempotency-Key", "k-forgotten");
        Answer first = client.send(token, "POST", "/v0/models", model("acme"), key);
        String id = first.json().path("id").asText();
        status(id, "Deleted");
        space.produce(TestingEntities.forgotten(id));
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> client.get(token, "/v0/models/" + id).status() == 404);
        Answer again = client.send(token, "POST", "/v0/models", model("acme"), key);
        assertThat(again.status()).as(again.text()).isEqualTo(410);
        assertThat(again.detail()).contains("erased for good");
    }

    @Test
    void shouldMakeOneEntityWhenARequestIsRepeatedUnderItsKey() {
        Map<String, String> key = Map.of("Idempotency-Key", "k-1");
        Answer first = client.send(token, "POST", "/v0/models", model("acme"), key);
        Answer second = client.send(token, "POST", "/v0/models", model("acme"), key);
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(second.json()).isEqualTo(first.json());
        Answer other = client.send(token, "POST", "/v0/models", model("acme").put("name", "other"), key);
        assertThat(other.status()).as(other.text()).isEqualTo(422);
        assertThat(other.detail()).contains("Idempotency-Key");
        String id = first.json().path("id").asText();
        assertThat(client.get(token, "/v0/models/" + id).json()).isEqualTo(first.json());
        assertThat(client.send(token, "POST", "/v0/models", model("acme"), Map.of("Idempotency-Key", " "))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldNotWaitWhenTheClientPrefersNotTo() {
        Answer made = client.send(token, "POST", "/v0/models", model("acme"), Map.of("Prefer", "respond-async"));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.header("Dyff-Visibility")).isEqualTo("pending");
        assertThat(made.json().path("status").asText()).isEqualTo("Created");
    }

    @Test
    void shouldNotEchoHeadersAndParametersOfTheRequest() {
        Answer read = client.send(
                token,
                "GET",
                "/v0/datasets?name=secretname",
                null,
                Map.of("X-Mine", "secretvalue", "X-Request-Id", "r-1"));
        assertThat(read.headers().map().toString()).doesNotContain("secretname", "secretvalue", "CamelHttp");
        assertThat(read.header("X-Request-Id")).isEqualTo("r-1");
    }

    @Test
    void shouldAnswerASessionWithATokenThatNamesItAlone() {
        ObjectNode request = session("acme", createService()).put("expires", "2999-01-01T00:00:00+02:00");
        JsonNode made = client.post(token, "/v0/inferencesessions", request).json();
        assertThat(names(made)).containsExactlyInAnyOrder("inferencesession", "token");
        assertThat(made.at("/inferencesession/expires").asText()).isEqualTo("2998-12-31T22:00:00Z");
        String id = made.at("/inferencesession/id").asText();
        String own = made.path("token").asText();
        assertThat(client.get(own, "/v0/inferencesessions/" + id).status()).isEqualTo(200);
        assertThat(client.get(own, "/v0/inferencesessions/" + createSession()).status())
                .isEqualTo(404);
        assertThat(client.get(own, "/v0/datasets").status()).isEqualTo(403);
    }

    @Test
    void shouldAnswerARepeatAsItsFirstWhenWhatItRefersToIsGone() {
        String dataset = create("datasets", dataset("acme"));
        JsonNode request = evaluation("acme", dataset, createService());
        Map<String, String> key = Map.of("Idempotency-Key", "k-gone");
        Answer first = client.send(token, "POST", "/v0/evaluations", request, key);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(client.put(token, "/v0/datasets/" + dataset + "/delete").status())
                .isEqualTo(200);
        int before = events().size();
        Answer again = client.send(token, "POST", "/v0/evaluations", request, key);
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(events()).hasSize(before);
    }

    @Test
    void shouldAnswerARepeatedSessionWithATokenThatWorks() {
        JsonNode request = session("acme", createService());
        Map<String, String> key = Map.of("Idempotency-Key", "k-session");
        JsonNode first = client.send(token, "POST", "/v0/inferencesessions", request, key)
                .json();
        JsonNode again = client.send(token, "POST", "/v0/inferencesessions", request, key)
                .json();
        assertThat(again.path("inferencesession")).isEqualTo(first.path("inferencesession"));
        String path =
                "/v0/inferencesessions/" + first.at("/inferencesession/id").asText();
        assertThat(client.get(again.path("token").asText(), path).status()).isEqualTo(200);
    }

    @Test
    void shouldKeepTheNullsOfAJsonSchema() throws IOException {
        ObjectNode request = dataset("acme");
        JsonNode schema = Json.parse("{\"const\":null,\"properties\":{\"a\":{\"default\":null}}}".getBytes(UTF_8));
        request.withObject("/schema").set("jsonSchema", schema);
        String id = create("datasets", request);
        assertThat(client.get(token, "/v0/datasets/" + id).json().at("/schema/jsonSchema"))
                .isEqualTo(schema);
    }

    @Test
    void shouldRefuseAnEntityAboveTheCapAlthoughItsRequestIsBelow() {
        int before = events().size();
        ObjectNode request = filled(4 << 20);
        Answer refused = client.post(token, "/v0/datasets", request);
        assertThat(refused.status()).as(refused.detail()).isEqualTo(413);
        assertThat(refused.detail()).contains("nothing was written");
        assertThat(events()).hasSize(before);
    }

    @Test
    void shouldLeaveAnEntityAtTheCapRoomForItsLife() {
        String id = create("datasets", filled((4 << 20) - 500));
        String path = "/v0/datasets/" + id;
        ObjectNode edit = Json.object();
        edit.putObject("documentation").put("fullPage", "x".repeat(100_000));
        assertThat(client.patch(token, path + "/documentation", edit).status()).isEqualTo(200);
        assertThat(client.get(token, path + "/documentation")
                        .json()
                        .path("fullPage")
                        .asText())
                .hasSize(100_000);
        edit.withObject("/documentation").put("fullPage", "x".repeat(1_000_000));
        Answer refused = client.patch(token, path + "/documentation", edit);
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.detail()).contains("nothing was written");
        assertThat(client.put(token, path + "/delete").status()).isEqualTo(200);
        assertThat(client.get(token, path).json().path("status").asText()).isEqualTo("Deleted");
    }

    /** A dataset whose request has that many bytes. */
    private static ObjectNode filled(int bytes) {
        ObjectNode request = dataset("acme");
        ObjectNode schema = request.withObject("/schema/jsonSchema").put("description", "");
        schema.put("description", "x".repeat(bytes - Json.bytes(request).length));
        return request;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
