package io.dyff.routes.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuantityTest {

    @ParameterizedTest
    @MethodSource("parsed")
    void shouldGiveTheExactValueWhenTheTextIsAQuantity(JsonNode vector) {
        assertThat(Quantity.parse(vector.get("input").asText()))
                .isEqualByComparingTo(new BigDecimal(vector.get("output").asText()));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void shouldBeWholeOrRefusedWhenAskedForAWholeNumber(JsonNode vector) {
        String input = vector.get("input").asText();
        if (vector.get("ok").asBoolean()) {
            assertThat(Quantity.whole(input)).isEqualTo(vector.get("output").bigIntegerValue());
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> Quantity.whole(input));
        }
    }

    @Test
    void shouldNameTheTextWhenItIsNoQuantity() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.parse("1 Gi"))
                .withMessageContaining("1 Gi");
    }

    static Stream<JsonNode> parsed() throws IOException {
        return vectors("parse").filter(v -> v.get("ok").asBoolean());
    }

    static Stream<JsonNode> whole() throws IOException {
        return vectors("parse_as_int");
    }

    /** The contract's parser is looser than its pattern: only what the pattern lets through reaches us. */
    private static Stream<JsonNode> vectors(String name) throws IOException {
        JsonNode all = Json.parse(QuantityTest.class
                .getResourceAsStream("/contract/quantity.json")
                .readAllBytes());
        Set<String> accepted = new HashSet<>();
        all.get("pattern_quantity").forEach(v -> {
            if (v.get("ok").asBoolean()) {
                accepted.add(v.get("input").asText());
            }
        });
        return Stream.of(all.get(name))
                .flatMap(node -> java.util.stream.StreamSupport.stream(node.spliterator(), false))
                .filter(v -> accepted.contains(v.get("input").asText()));
    }
}
