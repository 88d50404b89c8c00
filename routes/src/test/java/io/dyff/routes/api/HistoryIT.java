package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.json.Json;
import io.dyff.routes.state.history.Changes;
import io.dyff.routes.state.history.EndRevisions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What became of an entity, and that nothing is left of it when it is forgotten. */
@ApiTestingContext
class HistoryIT extends ApiTestBase {

    @Test
    void shouldTellWhatChangedWhenAndByWhom() {
        String id = create("models", model("acme"));
        label(id, "stage", "draft");
        status(id, "Ready");

        JsonNode history = history(id, "");
        assertThat(history).hasSize(3);
        assertThat(history.findValuesAsText("event")).containsExactly("status", "labels", "created");
        JsonNode labels = history.path(1);
        assertThat(labels.path("changes").toString()).isEqualTo("[{\"path\":\"/labels/stage\",\"after\":\"draft\"}]");
        assertThat(labels.path("source").asText()).isEqualTo("/dyff/api");
        assertThat(labels.path("author").asText()).startsWith("Account/acme/tokens/");
        assertThat(labels.path("time").asText()).matches("20.+Z");
        assertThat(history.path(0).has("author")).isFalse();
        assertThat(history.path(0).path("changes").findValuesAsText("path")).contains("/status");
        assertThat(history.path(0).path("revision").asText())
                .isEqualTo(entity(id).at("/metadata/revision").asText());
        assertThat(history.path(2).path("changes")).isEmpty();
    }

    @Test
    void shouldLeadBackToEveryStateThereWas() {
        String id = create("models", model("acme"));
        List<ObjectNode> states = new ArrayList<>();
        states.add(entity(id));
        for (int n = 0; n < 100; n++) {
            label(id, n % 3 == 0 ? "a" : "b" + n % 7, n % 5 == 0 ? null : "v" + n);
            ObjectNode now = entity(id);
            if (!now.equals(states.getLast())) {
                states.add(now);
            }
        }
        ObjectNode state = states.getLast();
        String after = "";
        int undone = 0;
        while (true) {
            JsonNode page = history(id, "?limit=40" + after);
            for (JsonNode change : page) {
                assertThat(state).isEqualTo(states.get(states.size() - 1 - undone));
                state = Changes.undo(state, (ArrayNode) change.path("changes"));
                undone++;
                if (undone < states.size()) {
                    state.withObject("/metadata")
                            .set(
                                    "revision",
                                    states.get(states.size() - 1 - undone).at("/metadata/revision"));
                }
            }
            if (page.isEmpty()) {
                break;
            }
            after = "&after=" + page.path(page.size() - 1).path("version").asText();
        }
        assertThat(undone).isEqualTo(states.size());
    }

    @Test
    void shouldTellReadersNotWhoseRequestItWas() {
        String id = create("models", model("acme"));
        String reader =
                client.token("other", List.of(new Grant(Set.of("models"), Set.of("get"), Set.of("acme"), Set.of())));
        Answer answer = client.get(reader, "/v0/models/" + id + "/history");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json()).hasSize(1).noneMatch(change -> change.has("author"));
        String stranger =
                client.token("other", List.of(new Grant(Set.of("models"), Set.of("get"), Set.of("other"), Set.of())));
        assertThat(client.get(stranger, "/v0/models/" + id + "/history").status())
                .isEqualTo(404);
        assertThat(client.get(token, "/v0/models/" + id + "/history?limit=0").detail())
                .contains("limit must be a whole number from 1 to 1000");
    }

    @Test
    void shouldEndWhatWasKeptLongEnough() {
        String id = create("models", model("acme"));
        assertThat(history(id, "")).hasSize(1);
        EndRevisions end = new EndRevisions(
                space.jdbc(),
                new DataFiles(Overrides.none()),
                Clock.offset(Clock.systemUTC(), Duration.ofDays(10)),
                Duration.ofDays(9));
        end.end();
        assertThat(history(id, "")).isEmpty();
    }

    @Test
    void shouldForgetWhatIsDeletedAndNothingElse() {
        String id = create("models", model("acme"));
        String path = "/v0/models/" + id + "/forget";
        Answer early = client.send(token, "PUT", path, null, Map.of());
        assertThat(early.status()).as(early.text()).isEqualTo(409);
        assertThat(early.detail()).contains("delete it first");
        assertThat(client.send(token, "PUT", "/v0/models/" + id + "/delete", null, Map.of())
                        .status())
                .isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> entity(id).path("status").asText().equals("Deleted"));
        String reader = client.token(
                "other", List.of(new Grant(Set.of("models"), Set.of("get", "edit"), Set.of("acme"), Set.of())));
        assertThat(client.send(reader, "PUT", path, null, Map.of()).status()).isEqualTo(403);

        Answer answer = client.send(token, "PUT", path, null, Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("status").asText()).isEqualTo("Forgotten");
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> client.get(token, "/v0/models/" + id).status() == 404);
        assertThat(count("revision", id)).isZero();
        assertThat(count("forgotten", id)).isEqualTo(1);
        assertThat(client.send(token, "PUT", path, null, Map.of()).status()).isEqualTo(404);
    }

    @Test
    void shouldNotForgetWhatStillHasObjectsInTheCluster() {
        String id = create("models", model("acme"));
        status(id, "Deleted");
        space.jdbc()
                .sql("insert into admission (id, kind, account, status, rank, created_at, version, partition, way,"
                        + " awaits, serving, shape, object) values (:id, 'Model', 'acme', 'Deleted', 6, now(), 0, 0,"
                        + " 'run', '{}', '{}', '', 'maybe')")
                .param("id", id)
                .update();
        Answer answer = client.send(token, "PUT", "/v0/models/" + id + "/forget", null, Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.detail()).contains("still being removed");
        assertThat(entity(id).path("status").asText()).isEqualTo("Deleted");
    }

    private ObjectNode entity(String id) {
        return (ObjectNode) client.get(token, "/v0/models/" + id).json();
    }

    private JsonNode history(String id, String query) {
        Answer answer = client.get(token, "/v0/models/" + id + "/history" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** Waits until it can be read. */
    private void label(String id, String name, String value) {
        ObjectNode request = Json.object();
        request.putObject("labels").put(name, value);
        Answer answer = client.send(token, "PATCH", "/v0/models/" + id + "/labels", request, Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> value == null
                        ? !entity(id).path("labels").has(name)
                        : entity(id).path("labels").path(name).asText().equals(value));
    }

    private long count(String table, String id) {
        return space.jdbc()
                .sql("select count(*) from " + table + " where id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }
}
