package io.dyff.kube.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths and ages in tables. */
class PrintTest {

    private static final String OBJECT = "{metadata: {labels: {a.b/c: v}}, spec: {list: [{n: 1}, {n: 2}]},"
            + " status: {conditions: [{type: Ready, status: 'True'}, {type: Failed, status: 'False'}]}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                ".spec.list[0].n|1",
                ".spec.list[-1].n|2",
                ".spec.list[*].n|1,2",
                ".metadata.labels['a.b/c']|v",
                ".metadata.labels.a\\.b/c|v",
                ".status.conditions[?(@.type==\"Ready\")].status|True",
                ".status.conditions[?(@.type=='Failed')].status|False",
                ".status.conditions[?(@.type!=\"Ready\")].type|Failed",
                ".spec.none.deeper|"
            })
    void shouldFollowPaths(String path, String expected) throws Exception {
        JsonNode object = Json.parseYaml(OBJECT.getBytes(StandardCharsets.UTF_8));

        String found = String.join(
                ",",
                new JsonPath(path).find(object).stream().map(JsonNode::asText).toList());

        assertThat(found).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void shouldRefuseOtherPaths() {
        assertThatThrownBy(() -> new JsonPath("spec")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonPath(".spec[(@.length-1)]")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0s",
        "119,119s",
        "120,2m",
        "200,3m20s",
        "599,9m59s",
        "600,10m",
        "10799,179m",
        "10800,3h",
        "11000,3h3m",
        "30000,8h",
        "172800,2d",
        "180000,2d2h",
        "700000,8d",
        "63072000,2y0d"
    })
    void shouldShowAgesAsKubectlDoes(long seconds, String expected) {
        assertThat(Ages.human(Duration.ofSeconds(seconds))).isEqualTo(expected);
    }
}
