package io.dyff.operator.rows.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.operator.rows.TestingVectors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldNumberResponsesAndDropFieldsTheSchemaDoesNotHave() throws Exception {
        OutputSchema schema = OutputSchema.of(TestingVectors.textOutputSchema());
        assertThat(schema.row(
                        "r",
                        7,
                        List.of(json("{\"text\":\"a\",\"more\":1,\"_response_index_\":9}"), json("{\"other\":1}"))))
                .hasToString("{\"_replication_\":\"r\",\"_index_\":7,\"responses\":["
                        + "{\"_response_index_\":0,\"text\":\"a\"},{\"_response_index_\":1,\"text\":null}]}");
    }

    @Test
    void shouldHaveANullForSkippedItems() throws Exception {
        OutputSchema schema = OutputSchema.of(TestingVectors.textOutputSchema());
        assertThat(schema.nullRow("r", 7)).hasToString("{\"_replication_\":\"r\",\"_index_\":7,\"responses\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":1} | responses[0].text must be a Unicode string, got 1",
                "{\"text\":\"\\ud800\"} | responses[0].text must be a Unicode string",
                "[1] | responses[0] must be an object, got [1]",
                "\"x\" | responses[0] must be an object, got \"x\"",
            })
    void shouldRefuseResponsesThatDoNotFit(String response, String message) throws Exception {
        OutputSchema schema = OutputSchema.of(TestingVectors.textOutputSchema());
        assertThatThrownBy(() -> schema.row("r", 0, List.of(json(response))))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i8 | 127 | 127",
                "i8 | -128 | -128",
                "i8 | 5.0 | 5",
                "i8 | 128 | a whole number between -128 and 127",
                "i8 | 1.5 | a whole number between -128 and 127",
                "i8 | true | a whole number",
                "u64 | 18446744073709551615 | 18446744073709551615",
                "u64 | -1 | a whole number between 0 and 18446744073709551615",
                "f32 | 1 | 1",
                "f32 | 1e39 | a number that a float can hold",
                "f32 | -1e39 | a number that a float can hold",
                "f64 | 1e39 | 1.0E39",
                "f64 | 1e400 | a number that a double can hold",
                "i8 | 1e400 | a whole number between",
                "i8 | -1e400 | a whole number between",
                "i8 | 1e300 | a whole number between",
                "f64 | \"1\" | a number",
                "b | true | true",
                "b | 1 | a boolean",
                "bin | \"aGk=\" | \"aGk=\"",
                "bin | \"a\" | base64 text",
                "uuid | \"0123456789abcdef0123456789abcdef\" | \"ASNFZ4mrze8BI0VniavN7w==\"",
                "uuid | \"01234567-89ab-cdef-0123-456789abcdef\" | \"ASNFZ4mrze8BI0VniavN7w==\"",
                "uuid | \"aGk=\" | 16 bytes as base64",
                "l | [1,null] | [1,null]",
                "l | 1 | a list",
                "s | {\"a\":\"x\",\"b\":2} | {\"a\":\"x\"}",
                "s | null | null",
            })
    void shouldFitValuesToTheirTypes(String field, String value, String result) throws Exception {
        String schema = TestingVectors.vectors("data_frames")
                .at("/arrow_schema_strings/all_types/base64")
                .textValue();
        DataType type = ArrowSchema.decode(schema).get(field);
        String outcome;
        try {
            outcome = Conformer.conform(type, json(value), field).toString();
        } catch (SchemaMismatchException e) {
            outcome = e.getMessage();
        }
        assertThat(outcome).contains(result);
    }

    @Test
    void shouldAskForAListOfResponses() {
        String schema = TestingVectors.vectors("data_frames")
                .at("/arrow_schema_strings/index_text/base64")
                .textValue();
        assertThatThrownBy(() -> OutputSchema.of(schema))
                .hasMessage("The output schema needs a field 'responses' that is a list of structs; its fields are"
                        + " [_index_, text]");
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }
}
