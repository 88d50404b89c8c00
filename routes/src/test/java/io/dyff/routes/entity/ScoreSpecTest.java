package io.dyff.routes.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores and curves that a method declares, against the vectors of the contract. */
class ScoreSpecTest {

    static Stream<JsonNode> formats() {
        return TestingVectors.cases("vectors/scores.json", "/format_accepted");
    }

    static Stream<JsonNode> names() {
        return TestingVectors.cases("vectors/scores.json", "/name_accepted");
    }

    static Stream<JsonNode> rendered() {
        return TestingVectors.cases("vectors/scores.json", "/render");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void shouldTakeTheFormatsOfTheContract(JsonNode vector) {
        String format = vector.path("format").asText();
        boolean ok = vector.path("ok").asBoolean();
        assertThat(TestingRules.isValid("MethodCreateRequest", method(score("a").put("format", format))))
                .isEqualTo(ok);
        ObjectNode curve = score("b");
        curve.putObject("dimensions").set("x", score("x").put("format", format));
        assertThat(TestingRules.isValid("MethodCreateRequest", method(curve))).isEqualTo(ok);
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void shouldTakeEveryFormatThatTheContractRenders(JsonNode vector) {
        assertThat(ScoreFormat.isAccepted(vector.path("format").asText())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldTakeTheNamesOfTheContract(JsonNode vector) {
        assertThat(TestingRules.isValid(
                        "MethodCreateRequest", method(score(vector.path("input").asText()))))
                .isEqualTo(vector.path("ok").asBoolean());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{quantity}{other}",
                "{quantity:9999}",
                "{quantity",
                "{quantity}}",
                "{quantity:{unit}}",
                "{unit:d}{quantity}"
            })
    void shouldRefuseWhatNoClientCouldRender(String format) {
        assertThat(ScoreFormat.isAccepted(format)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1,2,true", "2,2,true", "2.5,2,false", "-1,-2,false"})
    void shouldTakeARangeThatIsNotUpsideDown(double minimum, double maximum, boolean ok) {
        ObjectNode score = score("a").put("minimum", minimum);
        assertThat(TestingRules.isValid("MethodCreateRequest", method(score.deepCopy())))
                .isTrue();
        assertThat(TestingRules.isValid("MethodCreateRequest", method(score.put("maximum", maximum))))
                .isEqualTo(ok);
    }

    private static ObjectNode score(String name) {
        return Json.object().put("name", name).put("title", "T").put("summary", "S.");
    }

    private static ObjectNode method(ObjectNode score) {
        ObjectNode method =
                Json.object().put("account", "acme").put("name", "m").put("scope", "Evaluation");
        method.putObject("implementation").put("kind", "PythonFunction");
        method.putObject("output")
                .put("kind", "SafetyCase")
                .putObject("safetyCase")
                .put("name", "s");
        method.putArray("scores").add(score);
        return method;
    }
}
