package io.dyff.operator.rows.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of answers with status 200, as model servers send them. */
class AnswerJsonTest {

    private static Answer read(byte[] body) {
        return AnswerJson.read(200, HttpHeaders.of(Map.of(), (name, value) -> true), body);
    }

    private static Answer read(String body) {
        return read(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                        | the answer is empty
                    '  '                                      | the answer is empty
                    <html>busy</html>                         | the answer is not JSON: <html>busy</html>
                    {"choices": [{"te                         | the answer is not JSON: {"choices": [{"te
                    {"a": NaN}                                | the answer is not JSON: {"a": NaN}
                    {"error": {"message": "CUDA out of memory"}} | the answer holds an error: CUDA out of memory
                    {"error": {"code": 7}, "text": "x"}       | the answer holds an error: {"code":7}
                    {"error": "no such model", "text": null}  | the answer holds an error: no such model
                    """)
    void shouldSayWhatIsWrong(String body, String problem) {
        assertThat(read(body)).isEqualTo(new Answer.Unusable(200, problem));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"error\":null}", "{\"error\":\"\"}", "{\"error\":{}}", "{\"error\":false}", "[{\"error\":1}]"
            })
    void shouldTakeAnswersThatMeanNoError(String body) throws Exception {
        assertThat(read(body)).isEqualTo(new Answer.Success(200, new ObjectMapper().readTree(body), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}\n{\"a\":2}\n", "data: {\"a\":1}\n\ndata: [DONE]\n\n"})
    void shouldAdviseToTurnStreamingOff(String body) {
        assertThat(read(body).message()).contains("streams").contains("\"stream\": false");
    }

    @Test
    void shouldKnowEventsByTheirType() {
        HttpHeaders events = HttpHeaders.of(
                Map.of("Content-Type", List.of("text/event-stream; charset=utf-8")), (name, value) -> true);
        assertThat(AnswerJson.read(200, events, ": ping\n\n".getBytes(StandardCharsets.UTF_8))
                        .message())
                .contains("server-sent events");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"t\":\"a\\ud83d\"}', 'a\uFFFD', 1",
        "'{\"t\":\"\\ude00\\ud83d\\ude00\"}', '\uFFFD😀', 1",
        "'{\"t\":\"😀\"}', 😀, 0"
    })
    void shouldRepairHalvesOfCharacters(String body, String text, int repaired) {
        assertThat(read(body)).isInstanceOfSatisfying(Answer.Success.class, answer -> {
            assertThat(answer.body().path("t").textValue()).isEqualTo(text);
            assertThat(answer.repaired()).isEqualTo(repaired);
        });
    }

    @Test
    void shouldRepairNamesToo() {
        assertThat(read("{\"a\\ud83d\":{\"b\":[\"\\udfff\"]}}"))
                .isInstanceOfSatisfying(Answer.Success.class, answer -> {
                    assertThat(answer.body().path("a\uFFFD").path("b").path(0).textValue())
                            .isEqualTo("\uFFFD");
                    assertThat(answer.repaired()).isEqualTo(2);
                });
    }

    @Test
    void shouldRepairBytesThatAreNotUtf8() {
        byte[] body = "{\"t\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(read(body)).isInstanceOfSatisfying(Answer.Success.class, answer -> {
            assertThat(answer.body().path("t").textValue()).isEqualTo("caf\uFFFD");
            assertThat(answer.repaired()).isOne();
        });
    }

    @Test
    void shouldNameTheLimitThatWasMet() {
        assertThat(read("[".repeat(1_500) + "]".repeat(1_500)).message())
                .startsWith("the answer is beyond a limit of this client: ")
                .contains("1000");
        assertThat(read("\"" + "x".repeat(20_000_001) + "\"").message())
                .startsWith("the answer is beyond a limit of this client: ")
                .contains("20000000");
    }
}
