package io.dyff.routes.api.read.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryMatchTest {
    private static final Kind KIND = Kinds.standard().get("Measurement");
    private static final JsonNode ENTITY = parse("""
            {"id":"m1","account":"acme","status":"Ready","labels":{"team":"red","a=b":"c"},"method":{"id":"x","name":"n"},
             "inputs":[{"keyword":"k","entity":"d1"},{"keyword":"l","entity":"d2"}],"scope":{"dataset":"d1"}}""");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id|m1|true",
                "id|m2|false",
                "status|Ready|true",
                "status|Created|false",
                "reason|Expired|false",
                "methodName|n|true",
                "methodName|N|false",
                "inputs|d2|true",
                "inputs|d3,d1|true",
                "inputs|d3|false",
                "model|d1|false",
                "query|{\"status\":[\"Failed\",\"Ready\"]}|true",
                "query|[{\"status\":\"Ready\"},{\"account\":\"other\"}]|false",
                "labels|{\"team\":\"red\"}|true",
                "labels|{\"team\":\"red\",\"a\":\"b\"}|false"
            })
    void shouldHoldWhatTheStatementWouldSelect(String parameter, String value, boolean held) {
        QueryRequest request = QueryRequest.of(KIND, Map.of(parameter, value).keySet(), name -> value);
        assertThat(QueryMatch.of(KIND, request, ENTITY)).isEqualTo(held);
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
