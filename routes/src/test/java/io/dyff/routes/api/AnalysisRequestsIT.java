package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Analyses over HTTP: what a create makes of its references, and the results that a run has left. */
@ApiTestingContext
class AnalysisRequestsIT extends ApiTestBase {

    @Test
    void shouldTakeOverWhatTheMethodSaysOfItsOutput() {
        String dataset = create("datasets", dataset("acme"));
        String method = create("methods", method("Measurement"));
        JsonNode made = read("measurements", create("measurements", analysis(method, dataset)));
        assertThat(made.path("name").asText()).isEqualTo("example.org/words");
        assertThat(made.path("level").asText()).isEqualTo("Instance");
        assertThat(made.at("/schema/arrowSchema").asText()).isEqualTo(TestingSchemas.QUESTIONS);
        assertThat(made.at("/method/id").asText()).isEqualTo(method);
        assertThat(made.at("/method/implementation/kind").asText()).isEqualTo("PythonFunction");
        assertThat(made.at("/method/status").isMissingNode()).isTrue();
        assertThat(made.at("/inputs/0/entity").asText()).isEqualTo(dataset);
        assertThat(made.at("/securityContext/trusted").asBoolean()).isTrue();
    }

    @Test
    void shouldDescribeTheSystemAndTheMethodAsTheyAreDocumented() throws IOException {
        String dataset = create("datasets", dataset("acme"));
        String service = createService();
        String model = read("inferenceservices", service).at("/model/id").asText();
        ObjectNode edit = Json.object();
        edit.putObject("documentation").put("title", "The model");
        client.patch(token, "/v0/models/" + model + "/documentation", edit);
        ObjectNode request = analysis(create("methods", method("SafetyCase")), dataset);
        request.putObject("scope")
                .put("inferenceService", service)
                .put("model", model)
                .putNull("evaluation");
        JsonNode made = read("safetycases", create("safetycases", request));
        assertThat(made.path("data")).hasSize(2);
        JsonNode usecase = description(made, "usecase");
        assertThat(usecase.at("/spec/kind").asText()).isEqualTo("Method");
        assertThat(usecase.at("/documentation/title").asText()).isEqualTo("words");
        assertThat(usecase.at("/documentation/summary").asText()).isEmpty();
        JsonNode system = description(made, "system");
        assertThat(system.at("/spec/id").asText()).isEqualTo(model);
        assertThat(system.at("/documentation/title").asText()).isEqualTo("The model");
        assertThat(system.at("/spec/metadata").isMissingNode()).isTrue();
    }

    @Test
    void shouldRefuseReferencesThatCannotBeUsed() {
        String dataset = create("datasets", dataset("acme"));
        String method = create("methods", method("Measurement"));
        int before = events().size();
        Answer other = client.post(token, "/v0/safetycases", analysis(method, dataset));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().at("/errors/0/path").asText()).isEqualTo("/method");
        ObjectNode missing = analysis(method, dataset);
        missing.withArray("inputs").addObject().put("keyword", "more").put("entity", "0".repeat(31) + "1");
        Answer unknown = client.post(token, "/v0/measurements", missing);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().at("/errors/0/path").asText()).isEqualTo("/inputs/1/entity");
        ObjectNode scoped = analysis(method, dataset);
        scoped.putObject("scope").put("dataset", "f".repeat(32));
        Answer noId = client.post(token, "/v0/measurements", scoped);
        assertThat(noId.status()).isEqualTo(422);
        assertThat(noId.json().at("/errors/0/path").asText()).isEqualTo("/scope/dataset");
        String stranger = client.token("other", Role.Owner);
        assertThat(client.post(
                                stranger,
                                "/v0/measurements",
                                analysis(method, dataset).put("account", "other"))
                        .status())
                .isEqualTo(404);
        assertThat(events()).hasSize(before);
    }

    @Test
    void shouldFindAnalysesByAnyOfTheirInputs() {
        String one = create("datasets", dataset("acme"));
        String two = create("datasets", dataset("acme"));
        String method = create("methods", method("Measurement").put("name", "found-by-name"));
        ObjectNode both = analysis(method, one);
        both.withArray("inputs").addObject().put("keyword", "more").put("entity", two);
        String ofBoth = create("measurements", both);
        String ofOne = create("measurements", analysis(method, one));
        assertThat(ids("/v0/measurements?inputs=" + two)).containsExactly(ofBoth);
        assertThat(ids("/v0/measurements?inputs=" + "f".repeat(32) + "," + one))
                .containsExactlyInAnyOrder(ofBoth, ofOne);
        assertThat(ids("/v0/measurements?method_name=found-by-name&method=" + method))
                .containsExactlyInAnyOrder(ofBoth, ofOne);
        assertThat(ids("/v0/measurements?inputs=" + "f".repeat(32))).isEmpty();
    }

    @Test
    void shouldAnswerTheResultsOfSuccessesOnlyAndToThoseWhoMaySeeThem() throws IOException {
        String dataset = create("datasets", dataset("acme"));
        String method = create("methods", method("SafetyCase"));
        String id = create("safetycases", analysis(method, dataset));
        store(id, "scores.json", """
            {"scores": [{"name": "mean", "title": "Mean", "summary": "Of all.", "analysis": "%s",
              "metadata": {"refs": {"method": "%s"}}, "quantity": NaN, "quantityString": "nan", "text": "t"}]}
            """.formatted(id, method));
        assertThat(client.get(token, "/v0/safetycases/" + id + "/scores").text())
                .isEqualTo("[]");
        status(id, "Admitted");
        status(id, "Complete");
        JsonNode scores = client.get(token, "/v0/safetycases/" + id + "/scores").json();
        assertThat(scores).hasSize(1);
        assertThat(scores.at("/0/kind").asText()).isEqualTo("Score");
        assertThat(scores.at("/0").has("quantity")).isFalse();
        assertThat(client.get(token, "/v0/safetycases/" + id + "/curves").text())
                .isEqualTo("[]");
        String scoreId = scores.at("/0/id").asText();
        for (String query : List.of("id=" + id, "id=" + scoreId, "analysis=" + id, "method=" + method + "&name=mean")) {
            assertThat(client.get(token, "/v0/safetycases/scores?" + query).json())
                    .as(query)
                    .isEqualTo(scores);
        }
        for (String query : List.of("name=other&id=" + id, "id=" + "f".repeat(32), "method=" + "f".repeat(32))) {
            assertThat(client.get(token, "/v0/safetycases/scores?" + query).text())
                    .as(query)
                    .isEqualTo("[]");
        }
        String stranger = client.token("other", Role.Owner);
        assertThat(client.get(stranger, "/v0/safetycases/" + id + "/scores").status())
                .isEqualTo(404);
        assertThat(client.get(stranger, "/v0/safetycases/scores?id=" + id).text())
                .isEqualTo("[]");
    }

    @Test
    void shouldLinkToTheLogOnceThereIsOne() throws IOException {
        String id = create(
                "measurements",
                analysis(create("methods", method("Measurement")), create("datasets", dataset("acme"))));
        assertThat(client.get(token, "/v0/measurements/" + id + "/logs").status())
                .isEqualTo(404);
        Path log = TestingObjects.FOLDER.resolve("dyff/measurements/" + id + "/.dyff/logs.txt");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "what it said\n");
        JsonNode link = client.get(token, "/v0/measurements/" + id + "/logs").json();
        assertThat(link.at("/artifact/path").asText()).isEqualTo(".dyff/logs.txt");
        Answer text = client.get(null, link.at("/signedURL/url").asText());
        assertThat(text.text()).isEqualTo("what it said\n");
        assertThat(text.header("Content-Length")).isEqualTo("13");
    }

    private JsonNode read(String resource, String id) {
        return client.get(token, "/v0/" + resource + "/" + id).json();
    }

    private List<String> ids(String path) {
        return client.get(token, path)
                .json()
                .valueStream()
                .map(one -> one.path("id").asText())
                .toList();
    }

    private static JsonNode description(JsonNode entity, String key) throws IOException {
        for (JsonNode data : entity.path("data")) {
            if (data.path("key").asText().equals(key)) {
                return Json.parse(Base64.getDecoder().decode(data.path("value").asText()));
            }
        }
        throw new AssertionError("there is no " + key);
    }

    private static void store(String id, String name, String text) throws IOException {
        Path file = TestingObjects.FOLDER.resolve("dyff/safetycases/" + id + "/.dyff/" + name);
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(UTF_8));
    }

    static ObjectNode method(String output) {
        ObjectNode method =
                Json.object().put("account", "acme").put("name", "words").put("scope", "Evaluation");
        method.putObject("implementation")
                .put("kind", "PythonFunction")
                .putObject("pythonFunction")
                .put("fullyQualifiedName", "counting.words");
        method.putArray("inputs").addObject().put("kind", "Dataset").put("keyword", "items");
        ObjectNode made = method.putObject("output").put("kind", output);
        if (output.equals("SafetyCase")) {
            made.putObject("safetyCase").put("name", "words");
        } else {
            made.putObject("measurement")
                    .put("name", "example.org/words")
                    .put("level", "Instance")
                    .putObject("schema")
                    .put("arrowSchema", TestingSchemas.QUESTIONS);
        }
        return method;
    }

    static ObjectNode analysis(String method, String dataset) {
        ObjectNode analysis = Json.object().put("account", "acme").put("method", method);
        analysis.putArray("inputs").addObject().put("keyword", "items").put("entity", dataset);
        return analysis;
    }
}
