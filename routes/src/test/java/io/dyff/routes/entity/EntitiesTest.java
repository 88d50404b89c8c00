package io.dyff.routes.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingRequests;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntitiesTest {
    private static final String ID = "000000a8000040008000000000000000";
    private static final Projection PROJECTION = new Projection(TestingRules.FILES, Kinds.standard());
    private static final Entities ENTITIES = new Entities(
            TestingRules.SCHEMAS, PROJECTION, Clock.fixed(Instant.parse("2026-03-01T09:30:00.5Z"), ZoneOffset.UTC));

    static Stream<String> kinds() {
        return Kinds.standard().all().stream().map(Kind::name);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldAnswerExamplesThatTheirSchemaAccepts(String kind) {
        ObjectNode answer = PROJECTION.of((ObjectNode) TestingVectors.read("examples/" + kind + ".json"));
        assertThat(TestingRules.SCHEMAS.validate(kind, answer)).isEmpty();
    }

    @Test
    void shouldWriteDefaultsAsTheReleasedModelsDo() {
        ObjectNode made = create("Dataset", TestingRequests.dataset("acme"));
        assertThat(made.path("creationTime").asText()).isEqualTo("2026-03-01T09:30:00.500000Z");
        assertThat(made.path("schemaVersion").asText()).isEqualTo("0.1");
        assertThat(made.path("status").asText()).isEqualTo("Created");
        assertThat(made.path("labels")).isEqualTo(Json.object());
        assertThat(made.path("annotations").isArray()).isTrue();
        assertThat(made.path("views").isArray()).isTrue();
        assertThat(made.at("/metadata/documentation")).isEqualTo(Json.object());
        assertThat(made.at("/metadata/preconditions").isArray()).isTrue();
        assertThat(TestingRules.SCHEMAS.validate("Dataset", made)).isEmpty();
    }

    @Test
    void shouldWriteTheDefaultsOfTheAlternativeWhoseFieldsAreThere() {
        ObjectNode request = (ObjectNode) TestingVectors.read("examples/Method.json");
        request.retain("account", "name", "scope", "implementation", "inputs", "output");
        ObjectNode curve = request.putArray("scores").addObject();
        curve.put("name", "roc").put("title", "ROC").put("summary", "A curve.");
        curve.putObject("dimensions")
                .putObject("x")
                .put("name", "x")
                .put("title", "X")
                .put("summary", "One axis.");
        ObjectNode made = create("Method", request);
        assertThat(made.at("/scores/0").properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactlyInAnyOrder("name", "title", "summary", "dimensions");
        assertThat(made.at("/scores/0/dimensions/x/priority").asText()).isEqualTo("primary");
    }

    @Test
    void shouldLeaveOutNewNestedFieldsAtTheirDefaultButWriteOthers() {
        ObjectNode request = TestingRequests.evaluation("acme", ID, ID);
        request.putObject("client").put("batchSize", 500);
        ObjectNode made = create("Evaluation", request);
        assertThat(made.at("/client/batchSize").asInt()).isEqualTo(500);
        assertThat(made.at("/client/totalTimeoutSeconds").isMissingNode()).isTrue();
        assertThat(made.at("/client/extraOptions").isMissingNode()).isTrue();
        assertThat(made.at("/client/badRequestPolicy").asText()).isEqualTo("Abort");
        assertThat(made.at("/securityContext")).isEqualTo(Json.object().put("trusted", true));
        assertThat(made.at("/inferenceSession/replicas").asInt()).isEqualTo(1);
        assertThat(made.at("/inferenceSession/useSpotPods").asBoolean()).isTrue();
    }

    @Test
    void shouldMakeAQuotaOfTheSystemWithoutCommonFields() {
        ObjectNode made = create("Quota", TestingRequests.quota("acme", "16"));
        assertThat(made.path("account").asText()).isEqualTo("__system__");
        assertThat(made.path("status").asText()).isEqualTo("Ready");
        assertThat(made.has("labels")).isFalse();
        assertThat(TestingRules.SCHEMAS.validate("Quota", made)).isEmpty();
    }

    @Test
    void shouldKeepNullsOnlyInsideDocumentsOfTheUsers() {
        ObjectNode entity = (ObjectNode) TestingVectors.read("examples/InferenceService.json");
        ObjectNode adapter = (ObjectNode) entity.at("/interface/inputPipeline/0/configuration");
        adapter.putNull("prompt");
        ((ObjectNode) entity.path("interface")).putNull("outputPipeline");
        JsonNode answer = PROJECTION.of(entity);
        assertThat(answer.at("/interface/inputPipeline/0/configuration/prompt").isNull())
                .isTrue();
        assertThat(answer.path("interface").has("outputPipeline")).isFalse();
    }

    private static ObjectNode create(String kind, ObjectNode request) {
        Kind row = Kinds.standard().get(kind);
        return ENTITIES.create(row, ID, TestingRules.create(kind, Json.bytes(request)));
    }
}
