package io.dyff.operator.steps.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MockModelTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    MockModel model;

    @BeforeEach
    void start() throws Exception {
        model = new MockModel(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Pace(0, 0));
    }

    @AfterEach
    void stop() {
        model.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + model.address().getPort() + path));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private int get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString()).statusCode();
    }

    @Test
    void shouldBeHealthyAndReady() throws Exception {
        assertThat(get("/health")).isEqualTo(200);
        assertThat(get("/ready")).isEqualTo(200);
        assertThat(get("/health/more")).isEqualTo(404);
        assertThat(get("/nothing")).isEqualTo(404);
        assertThat(get("/openai/v1/completions")).isEqualTo(405);
    }

    @Test
    void shouldCompleteAsOpenAiDoes() throws Exception {
        HttpResponse<String> answer = post("/openai/v1/completions", "{\"prompt\":\"a brown fox\",\"model\":\"m-1\"}");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body.path("object").asText()).isEqualTo("text_completion");
        assertThat(body.path("model").asText()).isEqualTo("m-1");
        assertThat(body.path("id").asText()).startsWith("cmpl-");
        assertThat(body.path("created").isIntegralNumber()).isTrue();
        assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        assertThat(body.path("choices"))
                .hasToString("[{\"text\":\"The prompt has 3 words; the longest is 'brown'.\",\"index\":0,"
                        + "\"logprobs\":null,\"finish_reason\":\"length\"}]");
    }

    @Test
    void shouldAnswerAPromptAlwaysAlike() throws Exception {
        assertThat(post("/generate", "{\"prompt\":\"x y\"}").body())
                .isEqualTo(post("/generate", "{\"prompt\":\"x y\"}").body());
        assertThat(JSON.readTree(post("/generate", "{\"prompt\":\"\"}").body()).path("text"))
                .hasSize(2)
                .allSatisfy(text -> assertThat(text.asText()).isNotEmpty());
        assertThat(JSON.readTree(post("/v1/generate", "{\"prompt\":\"x\"}").body())
                        .path("responses"))
                .hasSize(1);
    }

    @Test
    void shouldMakeAsManyChoicesAsAsked() throws Exception {
        assertThat(JSON.readTree(post("/openai/v1/completions", "{\"prompt\":\"x\",\"n\":3}")
                                .body())
                        .path("choices"))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"prompt\":1}", "[]", "no json", "", "{\"prompt\":\"x\",\"n\":0}"})
    void shouldRefuseRequestsWithoutPrompt(String body) throws Exception {
        for (String path : new String[] {"/openai/v1/completions", "/generate", "/v1/generate"}) {
            HttpResponse<String> answer = post(path, body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(JSON.readTree(answer.body()).at("/error/message").asText())
                    .isNotEmpty();
        }
    }

    @Test
    void shouldAlwaysRefuseOnTheErrorPath() throws Exception {
        assertThat(post("/errors/400", "{\"prompt\":\"x\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldFailOneTransientCallInSix() throws Exception {
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 24; i++) {
            statuses.add(post("/openai/v1/completions/transient-errors", "{\"prompt\":\"x\"}")
                    .statusCode());
        }
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(20);
        assertThat(statuses).filteredOn(status -> status >= 500).containsExactly(503, 500, 503, 500);
    }

    @Test
    void shouldServeManyAtOnce() throws Exception {
        var calls = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 500; i++) {
            calls.add(http.sendAsync(
                    request("/openai/v1/completions")
                            .POST(BodyPublishers.ofString("{\"prompt\":\"call " + i + "\"}"))
                            .build(),
                    BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            assertThat(call.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseBodiesWithoutMeasure() throws Exception {
        assertThat(post("/generate", "{\"prompt\":\"" + "x".repeat(5 << 20) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"5, 5, 5", "3-10, 3, 10", " 0 , 0, 0"})
    void shouldReadItsPace(String text, int least, int most) {
        assertThat(Pace.valueOf(text)).isEqualTo(new Pace(least, most));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "5-3", "-1", "1.5"})
    void shouldRefuseAPaceThatIsNone(String text) {
        assertThatThrownBy(() -> Pace.valueOf(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
