package io.dyff.routes.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {

    static Stream<JsonNode> times() {
        return TestingVectors.cases("vectors/scalars.json", "/datetime");
    }

    static Stream<JsonNode> durations() {
        return TestingVectors.cases("vectors/scalars.json", "/duration");
    }

    static Stream<JsonNode> integers() {
        return TestingVectors.cases("vectors/scalars.json", "/int");
    }

    @ParameterizedTest
    @MethodSource("times")
    void shouldReadTimesLikeTheReleasedModels(JsonNode vector) {
        assertThat(Scalars.time(vector.path("input"))).isEqualTo(expected(vector));
    }

    @ParameterizedTest
    @MethodSource("durations")
    void shouldReadDurationsLikeTheReleasedModels(JsonNode vector) {
        assertThat(Scalars.duration(vector.path("input"))).isEqualTo(expected(vector));
    }

    @ParameterizedTest
    @MethodSource("integers")
    void shouldReadWholeNumbersLikeTheReleasedModels(JsonNode vector) {
        assertThat(Scalars.integer(vector.path("input")).map(Object::toString)).isEqualTo(expected(vector));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10000-01-01T00:00:00Z", "1e17", "-0001-01-01T00:00:00Z"})
    void shouldRefuseYearsThatNoClientKnows(String time) {
        assertThat(Scalars.time(TextNode.valueOf(time))).isEmpty();
        assertThat(Scalars.time(DecimalNode.valueOf(new BigDecimal("99999999999999999"))))
                .isEmpty();
    }

    private static Optional<String> expected(JsonNode vector) {
        return vector.path("ok").asBoolean() ? Optional.of(vector.path("output").asText()) : Optional.empty();
    }
}
