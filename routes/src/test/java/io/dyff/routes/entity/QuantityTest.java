package io.dyff.routes.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuantityTest {

    static Stream<JsonNode> patterns() {
        return TestingVectors.cases("vectors/quantity.json", "/pattern_non_negative");
    }

    static Stream<JsonNode> values() {
        return TestingVectors.cases("vectors/quantity.json", "/parse")
                .filter(v -> Quantity.isNonNegative(v.path("input").asText()));
    }

    static Stream<JsonNode> wholes() {
        return TestingVectors.cases("vectors/quantity.json", "/parse_as_int")
                .filter(v -> Quantity.isNonNegative(v.path("input").asText()));
    }

    static Stream<JsonNode> limits() {
        return TestingVectors.cases("vectors/quantity.json", "/quota_limit");
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void shouldTakeWhatTheFieldPatternTakes(JsonNode vector) {
        assertThat(Quantity.isNonNegative(vector.path("input").asText()))
                .isEqualTo(vector.path("ok").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldReadValues(JsonNode vector) {
        var value = Quantity.value(vector.path("input").asText());
        if (vector.path("ok").asBoolean()) {
            assertThat(value)
                    .hasValueSatisfying(v -> assertThat(v)
                            .isEqualByComparingTo(
                                    new BigDecimal(vector.path("output").asText())));
        } else {
            assertThat(value).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("wholes")
    void shouldReadWholeValuesOnlyWhenTheyAreExact(JsonNode vector) {
        assertThat(Quantity.whole(vector.path("input").asText())
                        .map(Object::toString)
                        .orElse(""))
                .isEqualTo(vector.path("ok").asBoolean() ? vector.path("output").asText() : "");
    }

    @ParameterizedTest
    @MethodSource("limits")
    void shouldTakeTheLimitsOfTheContract(JsonNode vector) {
        JsonNode request = Json.object()
                .put("principal", "accounts/a")
                .put("resource", "cpu")
                .put("flavor", "Total")
                .put("limit", vector.path("input").asText());
        assertThat(TestingRules.isValid("QuotaCreateRequest", request))
                .isEqualTo(vector.path("ok").asBoolean());
    }
}
