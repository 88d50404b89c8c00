package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static io.dyff.routes.api.TestingRequests.evaluation;
import static io.dyff.routes.api.TestingRequests.model;
import static io.dyff.routes.api.TestingRequests.service;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports over HTTP: what a create takes over from its evaluation, and from what that one refers to. */
@ApiTestingContext
class ReportRequestsIT extends ApiTestBase {
    private String model = "";
    private String service = "";
    private String dataset = "";
    private String evaluation = "";

    @BeforeEach
    void evaluate() {
        model = create("models", model("acme"));
        ObjectNode serving = service("acme", model);
        serving.putArray("outputViews").add(view("texts", "AAAA"));
        service = create("inferenceservices", serving);
        ObjectNode rows = dataset("acme");
        rows.putArray("views").add(view("plain", "BBBB")).add(view("labels", "CCCC"));
        dataset = create("datasets", rows);
        evaluation = create("evaluations", evaluation("acme", dataset, service));
    }

    @Test
    void shouldTakeOverWhatTheEvaluationRanOn() {
        JsonNode made = created(report());

        assertThat(made.path("rubric").asText()).isEqualTo("counting.Words");
        assertThat(made.path("evaluation").asText()).isEqualTo(evaluation);
        assertThat(made.path("dataset").asText()).isEqualTo(dataset);
        assertThat(made.path("inferenceService").asText()).isEqualTo(service);
        assertThat(made.path("model").asText()).isEqualTo(model);
        assertThat(made.has("datasetView")).isFalse();
        assertThat(made.path("status").asText()).isEqualTo("Created");
    }

    @Test
    void shouldHaveNoModelWhenTheServiceHasNone() {
        ObjectNode serving = service("acme", model);
        serving.remove("model");
        String alone = create("inferenceservices", serving);

        JsonNode made = created(report().put("evaluation", create("evaluations", evaluation("acme", dataset, alone))));

        assertThat(made.path("inferenceService").asText()).isEqualTo(alone);
        assertThat(made.has("model")).isFalse();
    }

    @Test
    void shouldPutTheViewThereThatIsNamedAndKeepTheOneThatIsGiven() {
        JsonNode named = created(report().put("datasetView", "labels").put("evaluationView", "texts"));
        assertThat(named.path("datasetView")).isEqualTo(view("labels", "CCCC"));
        assertThat(named.path("evaluationView")).isEqualTo(view("texts", "AAAA"));

        ObjectNode request = report();
        request.set("datasetView", view("mine", "DDDD"));
        JsonNode given = created(request.putNull("evaluationView"));
        assertThat(given.path("datasetView")).isEqualTo(view("mine", "DDDD"));
        assertThat(given.has("evaluationView")).isFalse();
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        int before = events().size();
        assertRefused(report().put("evaluation", dataset), 404, "/evaluation");
        assertRefused(report().put("evaluationView", "labels"), 404, "/evaluationView");
        assertRefused(report().put("datasetView", "texts"), 404, "/datasetView");
        ObjectNode modules = report();
        modules.putArray("modules").add(dataset);
        assertRefused(modules, 404, "/modules/0");
        assertRefused(report().put("rubric", "counting.Words\"); import os"), 422, "/rubric");
        assertThat(events()).hasSize(before);
    }

    @Test
    void shouldRefuseAnEvaluationOfADatasetThatTheCallerMayNotUseOrThatFailed() {
        Set<String> acme = Set.of("acme");
        String reader = client.token(
                "acme",
                List.of(
                        new Grant(Set.of("reports"), Set.of("*"), acme, Set.of()),
                        new Grant(Set.of("evaluations"), Set.of("consume"), acme, Set.of()),
                        new Grant(Set.of("datasets"), Set.of("get"), acme, Set.of())));
        Answer forbidden = client.post(reader, "/v0/reports", report());
        assertThat(forbidden.status()).as(forbidden.text()).isEqualTo(403);
        assertThat(forbidden.json().at("/errors/0/path").asText()).isEqualTo("/dataset");

        status(dataset, "Error");
        assertRefused(report(), 409, "/dataset");
    }

    @Test
    void shouldFindReportsByWhatTheyAreOf() {
        String id = create("reports", report().put("rubric", "counting.FoundByName"));
        for (String query : List.of(
                "report=counting.FoundByName",
                "dataset=" + dataset,
                "evaluation=" + evaluation,
                "inference_service=" + service,
                "model=" + model)) {
            assertThat(client.get(token, "/v0/reports?" + query).json())
                    .as(query)
                    .extracting(one -> one.path("id").asText())
                    .containsExactly(id);
        }
        assertThat(client.get(token, "/v0/reports?report=counting").text()).isEqualTo("[]");
    }

    @Test
    void shouldAnswerScoresOfAMethodOnlyWhenTheyReferToIt() throws IOException {
        String id = create("reports", report());
        Path scores = TestingObjects.FOLDER.resolve("dyff/reports/" + id + "/.dyff/scores.json");
        Files.createDirectories(scores.getParent());
        Files.write(scores, """
                {"scores": [{"name": "mean", "title": "Mean", "summary": "Of all.",
                  "metadata": {"refs": {"method": "m"}}, "quantityString": "1", "text": "t"}]}
                """.getBytes(UTF_8));
        status(id, "Admitted");
        status(id, "Complete");

        String found = client.get(token, "/v0/reports/" + id + "/scores").text();
        assertThat(found).contains("\"mean\"");
        assertThat(client.get(token, "/v0/reports/scores?method=m&dataset=" + dataset)
                        .text())
                .isEqualTo(found);
        for (String query : List.of("method=other", "method_name=other", "dataset=" + "f".repeat(32))) {
            assertThat(client.get(token, "/v0/reports/scores?analysis=" + id + "&" + query)
                            .text())
                    .as(query)
                    .isEqualTo("[]");
        }
    }

    @Test
    void shouldBeAnInputOfAnAnalysis() throws IOException {
        String report = create("reports", report());
        ObjectNode method = (ObjectNode) Json.parse("""
                {"account": "acme", "name": "m", "scope": "Evaluation",
                 "implementation": {"kind": "PythonFunction", "pythonFunction": {"fullyQualifiedName": "a.b"}},
                 "inputs": [{"kind": "Report", "keyword": "counts"}],
                 "output": {"kind": "SafetyCase", "safetyCase": {"name": "s"}}}
                """.getBytes(UTF_8));
        ObjectNode request = Json.object().put("account", "acme").put("method", create("methods", method));
        request.putArray("inputs").addObject().put("keyword", "counts").put("entity", report);

        String safetyCase = create("safetycases", request);

        assertThat(client.get(token, "/v0/safetycases?inputs=" + report).json())
                .extracting(one -> one.path("id").asText())
                .containsExactly(safetyCase);
    }

    private ObjectNode report() {
        return Json.object()
                .put("account", "acme")
                .put("rubric", "counting.Words")
                .put("evaluation", evaluation);
    }

    private JsonNode created(ObjectNode request) {
        return client.get(token, "/v0/reports/" + create("reports", request)).json();
    }

    private void assertRefused(ObjectNode request, int status, String path) {
        Answer answer = client.post(token, "/v0/reports", request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().at("/errors/0/path").asText()).isEqualTo(path);
    }

    private static ObjectNode view(String id, String schema) {
        ObjectNode view = Json.object().put("id", id).put("viewOf", "0".repeat(32));
        view.putObject("schema").put("arrowSchema", schema);
        view.putArray("adapterPipeline").addObject().put("kind", "FlattenHierarchy");
        return view;
    }
}
