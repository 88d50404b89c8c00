package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static io.dyff.routes.api.TestingRequests.evaluation;
import static io.dyff.routes.api.TestingRequests.model;
import static io.dyff.routes.api.TestingRequests.service;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far an evaluation is, as its client has said in storage. */
@ApiTestingContext
class WorkProgressIT extends ApiTestBase {
    private String id = "";

    @BeforeEach
    void evaluate() {
        String service = create("inferenceservices", service("acme", create("models", model("acme"))));
        id = create("evaluations", evaluation("acme", create("datasets", dataset("acme")), service));
        status(id, "Admitted");
    }

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.getBytes(UTF_8));
    }

    private String path() {
        return "/v0/evaluations/" + id + "/progress";
    }

    private void say(String text) throws IOException {
        Path file = TestingObjects.FOLDER.resolve("dyff/outputs/" + id + "/progress.json");
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(UTF_8));
    }

    @Test
    void shouldAnswerWhatTheProgramSaidLast() throws IOException {
        assertThat(client.get(token, path()).json())
                .isEqualTo(json(
                        "{\"id\": \"" + id + "\", \"status\": \"Admitted\", \"reason\": null, \"progress\": null}"));
        say("{\"rows\": 10, \"done\": 4}");
        assertThat(client.get(token, path()).json().path("progress")).isEqualTo(json("{\"rows\": 10, \"done\": 4}"));
    }

    @Test
    void shouldTellWhatItWaitsFor() {
        String dataset = create("datasets", dataset("acme"));
        String waiting = create("evaluations", evaluation("acme", dataset, createService()));
        space.jdbc()
                .sql("insert into admission (id, kind, account, status, rank, created_at, version, partition, way,"
                        + " awaits, serving, shape, stage) values (:id, 'Evaluation', 'acme', 'Created', 0, now(), 0, 0,"
                        + " 'run', array[:dataset], '{}', '', 'blocked')")
                .param("id", waiting)
                .param("dataset", dataset)
                .update();
        assertThat(client.get(token, "/v0/evaluations/" + waiting + "/progress")
                        .json()
                        .path("waits")
                        .toString())
                .isEqualTo(
                        "[\"Evaluation of acme is Created.\",\"It waits for " + dataset + ", which nobody knows.\"]");
    }

    @Test
    void shouldTellWhenTheTurnComesOfOneThatWaitsForRoom() throws IOException {
        String waiting =
                create("evaluations", evaluation("acme", create("datasets", dataset("acme")), createService()));
        space.jdbc()
                .sql("insert into admission (id, kind, account, status, rank, created_at, version, partition, way,"
                        + " awaits, serving, shape, stage, admitted_at) values"
                        + " (:id, 'Evaluation', 'acme', 'Created', 0, now(), 0, 0, 'run', '{}', '{}', '', 'queued', null),"
                        + " (:id || 'x', 'Evaluation', 'acme', 'Admitted', 3, now(), 0, 0, 'run', '{}', '{}', '',"
                        + " 'settled', now())")
                .param("id", waiting)
                .update();
        JsonNode answer =
                client.get(token, "/v0/evaluations/" + waiting + "/progress").json();
        assertThat(answer.path("ahead").asInt()).isZero();
        assertThat(answer.path("expectedSeconds").asInt()).isEqualTo(600);
    }

    @Test
    void shouldBearWhatIsNotInItsForm() throws IOException {
        for (String text : List.of("", "{\"rows\": ", "[1]")) {
            say(text);
            assertThat(client.get(token, path()).json().path("progress").isNull())
                    .as(text)
                    .isTrue();
        }
    }

    @Test
    void shouldBeForThoseWhoMayReadTheEntity() {
        String other = client.token(
                "other", List.of(new Grant(Set.of("evaluations"), Set.of("*"), Set.of("other"), Set.of())));
        assertThat(client.get(other, path()).status()).isEqualTo(404);
        assertThat(client.get(token, "/v0/evaluations/" + "f".repeat(32) + "/progress")
                        .status())
                .isEqualTo(404);
    }
}
