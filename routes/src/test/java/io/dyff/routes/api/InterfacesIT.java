package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static io.dyff.routes.api.TestingRequests.evaluation;
import static io.dyff.routes.api.TestingRequests.model;
import static io.dyff.routes.api.TestingRequests.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas and pipelines that make no sense, refused when they are sent; d12 is the id of a field report. */
@ApiTestingContext
class InterfacesIT extends ApiTestBase {

    private void refused(String resource, ObjectNode request, String path, String message) {
        int before = events().size();
        Answer refused = client.post(token, "/v0/" + resource, request);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo(path);
        assertThat(refused.json().at("/errors/0/message").asText()).contains(message);
        assertThat(events()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "no base64 at all!", "/////3cAAAAA"})
    void d12ShouldRefuseASchemaThatIsNone(String schema) {
        ObjectNode data = dataset("acme");
        data.withObject("/schema").put("arrowSchema", schema);
        refused("datasets", data, "/schema/arrowSchema", "arrowSchema is");
        ObjectNode serving = service("acme", create("models", model("acme")));
        serving.withObject("/interface/outputSchema").put("arrowSchema", schema);
        refused("inferenceservices", serving, "/interface/outputSchema/arrowSchema", "arrowSchema is");
    }

    /** As clients send it; nothing of the platform reads it. */
    @Test
    void shouldTakeWhatAMethodSaysOfItsResultsAsItIs() {
        ObjectNode method = AnalysisRequestsIT.method("Measurement");
        method.withObject("/output/measurement/schema").put("arrowSchema", "struct<>");
        create("methods", method);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"kind":"TransformJson","configuration":{}}                                    | [0] TransformJson: unknown adapter kind
            {"kind":"Rename"}                                                              | [0] Rename: needs a configuration
            {"kind":"TransformJSON","configuration":{"text":"$.a["}}                       | [0] TransformJSON:
            {"kind":"ExplodeCollections","configuration":{"collections":"choices"}}        | must be a list of field names
            """)
    void shouldRefuseAnAdapterThatCannotWork(String adapter, String message) throws Exception {
        String model = create("models", model("acme"));
        for (String pipeline : new String[] {"inputPipeline", "outputPipeline"}) {
            ObjectNode serving = service("acme", model);
            serving.withObject("/interface").putArray(pipeline).add(Json.parse(adapter.getBytes()));
            refused("inferenceservices", serving, "/interface/" + pipeline, message);
        }
        ObjectNode asking = evaluation("acme", create("datasets", dataset("acme")), createService());
        asking.putObject("client").putArray("inputPipeline").add(Json.parse(adapter.getBytes()));
        refused("evaluations", asking, "/client/inputPipeline", message);
    }

    @Test
    void shouldRefuseWhatWouldTakeTooMuchToRead() {
        ObjectNode serving = service("acme", create("models", model("acme")));
        ArrayNode pipeline = serving.withObject("/interface").putArray("inputPipeline");
        for (int i = 0; i < 100; i++) {
            pipeline.addObject()
                    .put("kind", "TransformJSON")
                    .putObject("configuration")
                    .putObject("a")
                    .putObject("$compute")
                    .put("$func", "findall")
                    .put("pattern", "(?:ab){9999}");
        }
        refused("inferenceservices", serving, "/interface/inputPipeline", "takes more than 1000000 steps");
    }

    @Test
    void shouldEvaluateNoServiceWhoseAnswersHaveNoPlace() {
        ObjectNode serving = service("acme", create("models", model("acme")));
        serving.withObject("/interface/outputSchema").put("arrowSchema", TestingSchemas.QUESTIONS);
        String service = create("inferenceservices", serving);
        refused(
                "evaluations",
                evaluation("acme", create("datasets", dataset("acme")), service),
                "/inferenceSession/inferenceService/interface/outputSchema/arrowSchema",
                "needs a field 'responses'");
    }
}
