package io.dyff.routes.api.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static final String ENTITY = "0123456789abcdef0123456789abcdef";

    @Test
    void shouldGiveAResultTheIdOfItsEntityAndName() throws IOException {
        ObjectNode score = read("{'scores': [{'name': 'float_unit_primary', 'analysis': 'forged', 'quantity': 0.5}]}")
                .getFirst();
        assertThat(score.path("id").asText()).isEqualTo("d5dc1092678a50a79eda63d2618027d9");
        assertThat(score.path("analysis").asText()).isEqualTo(ENTITY);
        assertThat(score.path("quantity").decimalValue()).isEqualByComparingTo("0.5");
    }

    @Test
    void shouldLeaveOutWhatIsNoNumberAndWhatIsNull() throws IOException {
        ObjectNode score =
                read("{'scores': [{'name': 'a', 'quantity': NaN, 'maximum': Infinity, 'unit': null, 'points': {}}]}")
                        .getFirst();
        assertThat(score.properties()).extracting(java.util.Map.Entry::getKey).containsOnly("name", "analysis", "id");
    }

    @Test
    void shouldKeepTheVectorsOfACurveAlignedWhenOneHasNoNumberSomewhere() throws IOException {
        ObjectNode curve = read("{'scores': [{'name': 'a', 'dimensions': {'x': {}, 'y': {}},"
                        + " 'points': {'x': [1, NaN, 3, 4], 'y': [5, 6, 7, null]}}]}")
                .getFirst();
        assertThat(curve.path("points")).isEqualTo(Json.parse(bytes("{'x': [1, 3], 'y': [5, 7]}")));
    }

    @Test
    void shouldSkipWhatHasNoName() throws IOException {
        assertThat(read("{'scores': [1, {}, {'name': 2}, {'name': 'a'}]}")).hasSize(1);
    }

    @Test
    void shouldRefuseAFileThatIsNotInItsForm() {
        for (String text : List.of("", "[]", "{}", "{'scores': {}}", "{'scores': [")) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(IOException.class);
        }
    }

    private static List<ObjectNode> read(String text) throws IOException {
        return Result.list(bytes(text), "scores", ENTITY);
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
