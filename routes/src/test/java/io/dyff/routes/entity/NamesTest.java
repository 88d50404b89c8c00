package io.dyff.routes.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingRequests;
import io.dyff.routes.json.Json;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Labels, accounts, paths, digests and image names against the vectors of the contract. */
class NamesTest {
    /** What the released models take by accident; the contract says to refuse it. */
    private static final Set<String> ACCIDENTS = Set.of("", "a\n");

    static Stream<JsonNode> labelKeys() {
        return TestingVectors.cases("vectors/labels.json", "/label_key");
    }

    static Stream<JsonNode> labelValues() {
        return TestingVectors.cases("vectors/labels.json", "/label_value");
    }

    static Stream<JsonNode> accounts() {
        return TestingVectors.cases("vectors/labels.json", "/account_in_create_request");
    }

    static Stream<JsonNode> paths() {
        return TestingVectors.cases("vectors/artifact_paths.json", "/cases");
    }

    static Stream<JsonNode> imageNames() {
        return TestingVectors.cases("vectors/digests.json", "/image/name");
    }

    static Stream<JsonNode> imageHosts() {
        return TestingVectors.cases("vectors/digests.json", "/image/host");
    }

    static Stream<JsonNode> imageDigests() {
        return TestingVectors.cases("vectors/digests.json", "/image/digest");
    }

    static Stream<JsonNode> digests() {
        return TestingVectors.cases("vectors/digests.json", "/md5_base64");
    }

    @ParameterizedTest
    @MethodSource("labelKeys")
    void shouldTakeTheLabelKeysOfTheContract(JsonNode vector) {
        ObjectNode edit = Json.object();
        edit.putObject("labels").put(vector.path("input").asText(), "v");
        assertThat(TestingRules.SCHEMAS
                        .validate("Dataset", entityWithLabels(edit.path("labels")))
                        .isEmpty())
                .isEqualTo(vector.path("ok").asBoolean());
        assertThat(TestingRules.isValid("LabelsEditRequest", edit))
                .isEqualTo(vector.path("ok").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("labelValues")
    void shouldTakeTheLabelValuesOfTheContract(JsonNode vector) {
        ObjectNode edit = Json.object();
        edit.putObject("labels").put("k", vector.path("input").asText());
        assertThat(TestingRules.isValid("LabelsEditRequest", edit))
                .isEqualTo(vector.path("ok").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void shouldTakeTheAccountsOfTheContractButNotItsAccidents(JsonNode vector) {
        String account = vector.path("input").asText();
        assertThat(TestingRules.isValid("ModelCreateRequest", TestingRequests.model(account)))
                .isEqualTo(vector.path("ok").asBoolean() && !ACCIDENTS.contains(account));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void shouldTakeTheArtifactPathsOfTheContract(JsonNode vector) {
        ObjectNode request = TestingRequests.dataset("a", vector.path("input").asText(), TestingRequests.CONTENT);
        assertThat(TestingRules.isValid("DatasetCreateRequest", request))
                .isEqualTo(vector.path("ok").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("imageNames")
    void shouldTakeTheImageNamesOfTheContract(JsonNode vector) {
        assertThat(image("name", vector)).isEqualTo(vector.path("ok").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("imageHosts")
    void shouldTakeTheImageHostsOfTheContract(JsonNode vector) {
        assertThat(image("host", vector)).isEqualTo(vector.path("ok").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("imageDigests")
    void shouldTakeTheImageDigestsOfTheContract(JsonNode vector) {
        assertThat(image("digest", vector)).isEqualTo(vector.path("ok").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("digests")
    void shouldTakeTheDigestTextOfTheContract(JsonNode vector) {
        byte[] content = vector.path("input_utf8").asText().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(TestingRequests.md5(content)).isEqualTo(vector.path("output").asText());
        assertThat(TestingRules.isValid("DatasetCreateRequest", TestingRequests.dataset("a", "f", content)))
                .isTrue();
    }

    private static boolean image(String field, JsonNode vector) {
        ObjectNode request = TestingRequests.service("a", "0".repeat(32));
        ((ObjectNode) request.at("/runner/image")).set(field, vector.path("input"));
        return TestingRules.isValid("InferenceServiceCreateRequest", request);
    }

    private static ObjectNode entityWithLabels(JsonNode labels) {
        ObjectNode dataset = (ObjectNode) TestingVectors.read("examples/Dataset.json");
        dataset.set("labels", labels);
        return dataset;
    }
}
