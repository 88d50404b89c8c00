package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static io.dyff.routes.api.TestingRequests.model;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.http.problem.Problems;
import io.dyff.routes.json.Json;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Every error has the common body, whoever makes it, and no error leaves an event. */
@ApiTestingContext
class ErrorsIT extends ApiTestBase {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    @Autowired
    private MeterRegistry meters;

    @ParameterizedTest
    @CsvSource({
        "GET,/v0/nothing,404",
        "GET,/v0/datasets/0123456789abcdef0123456789abcdef/nothing,404",
        "GET,/v0/datasets/x,404",
        "GET,/v0/datasets/0123456789abcdef0123456789abcdef/a/b/c/d,404",
        "GET,/a/b/c/d/e/f,404",
        "PUT,/v0/datasets,405",
        "PUT,/v0/datasets/0123456789abcdef0123456789abcdef/nothing,404",
        "DELETE,/v0/datasets/0123456789abcdef0123456789abcdef,405",
        "OPTIONS,/v0/nothing,404",
        "OPTIONS,/v0/datasets/0123456789abcdef0123456789abcdef/nothing,404",
        "GET,/v0/datasets/0123456789abcdef0123456789abcdef;x=2,400",
        "GET,/v0/datasets/a%2Fb,400",
        "GET,/v0/datasets/a%5Cb,400",
        "GET,/v0/datasets/../quotas,400",
        "GET,/v0/datasets?limit=0,400",
        "GET,/v0/datasets?limit=x,400",
        "GET,/v0/datasets?query=x,400",
        "GET,/v0/datasets?query=1,400",
        "GET,/v0/datasets?query=%5B%5D,400",
        "GET,/v0/datasets?query=%7B%22nothing%22%3A1%7D,400",
        "GET,/v0/datasets?query=%zz,400",
        "GET,/v0/datasets?query=%ff,400",
        "GET,/v0/datasets?labels=%5B%5D,400",
        "GET,/v0/datasets?after=%5B1%2C2%5D,400",
        "GET,/v0/datasets?order=up&orderBy=name,400",
        "GET,/v0/datasets?orderBy=a'b&order=ascending,400"
    })
    void shouldAnswerTheCommonBody(String method, String path, int status) throws IOException {
        String answer = talk(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                + token + "\r\nContent-Length: 0\r\n\r\n");
        assertCommon(answer, status);
    }

    @ParameterizedTest
    @CsvSource({
        "QUERY,/v0/datasets,'GET,HEAD,OPTIONS,POST'",
        "POST,/v0/datasets/0123456789abcdef0123456789abcdef/upload/a/b,'GET,HEAD,OPTIONS'",
        "HEAD,/v0/inferencesessions/0123456789abcdef0123456789abcdef/infer/a/b,'OPTIONS,POST'",
        "POST,/v0/openapi.json,'GET,HEAD,OPTIONS'",
        "POST,/health,'GET,HEAD,OPTIONS'",
        "POST,/objects/datasets/x/y,'GET,HEAD,OPTIONS,PUT'"
    })
    void shouldSayWhatIsOfferedWhenAMethodIsNot(String method, String path, String allowed) throws IOException {
        String answer = talk(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                + token + "\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 405");
        assertThat(answer.lines().filter(line -> line.startsWith("Allow:")))
                .singleElement()
                .satisfies(line -> assertThat(line.substring(6).replace(" ", "").split(","))
                        .containsExactlyInAnyOrder(allowed.split(",")));
        assertThat(answer.endsWith("\r\n\r\n")).isEqualTo(method.equals("HEAD"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v0/inferencesessions/0123456789abcdef0123456789abcdef/logs/workflow/stream",
        "POST,/v0/inferencesessions/0123456789abcdef0123456789abcdef/infer/a/b"
    })
    void shouldBeMeasuredAsWhatWasAnswered(String method, String path) throws IOException {
        long failed = measured("SERVER_ERROR");
        long refused = measured("CLIENT_ERROR");

        String answer = talk(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                + token + "\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 40");
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(measured("CLIENT_ERROR")).isEqualTo(refused + 1));
        assertThat(measured("SERVER_ERROR")).isEqualTo(failed);
    }

    @Test
    void shouldTakeABodyThatBreaksOffForTheClientsFault() throws IOException {
        int before = events().size();
        long failed = measured("SERVER_ERROR");
        long refused = measured("CLIENT_ERROR");
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger log = (Logger) LoggerFactory.getLogger(Problems.class);
        log.addAppender(said);

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String half =
                    "POST /v0/datasets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                            + token + "\r\nContent-Length: 4000\r\n\r\n{\"name\":";
            socket.getOutputStream().write(half.getBytes(UTF_8));
        }

        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(measured("CLIENT_ERROR")).isEqualTo(refused + 1));
        log.detachAppender(said);
        assertThat(measured("SERVER_ERROR")).isEqualTo(failed);
        assertThat(events()).hasSize(before);
        assertThat(said.list).isEmpty();
    }

    private long measured(String outcome) {
        return meters.find("http.server.requests").tag("outcome", outcome).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    @Test
    void shouldNameTheParameterThatCannotBeRead() {
        String query = "%7B%22nothing%22%3A1%7D";
        assertThat(client.get(token, "/v0/datasets?query=" + query).detail())
                .startsWith("query: ")
                .contains("nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "name,%00",
        "id,a%00",
        "after,%00",
        "query,%7B%22name%22%3A%22%5Cu0000%22%7D",
        "query,%7B%22name%22%3A%22%5Cud800%22%7D",
        "labels,%7B%22a%22%3A%22%5Cu0000%22%7D"
    })
    void shouldRefuseAParameterThatNoRowCanHold(String parameter, String value) {
        Answer answer = client.get(token, "/v0/datasets?" + parameter + "=" + value);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/path").asText()).isEqualTo(parameter);
    }

    @Test
    void shouldTreatAParameterOfOddBytesAsAnyOtherThatNobodyKnows() {
        Answer unknown = client.get(token, "/v0/datasets?noSuchParameter=1");
        Answer odd = client.get(token, "/v0/datasets?%09%F2%A7%86%BA=1");
        assertThat(unknown.status()).as(unknown.text()).isLessThan(500);
        assertThat(odd.status()).as(odd.text()).isEqualTo(unknown.status());
    }

    @Test
    void shouldCallATokenOfOddBytesABadToken() throws IOException {
        assertCommon(
                talk("GET /v0/datasets HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer é\r\n\r\n"),
                401);
    }

    @Test
    void shouldRefuseAnUnknownCallerBeforeItsBodyComes() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            String head = "POST /v0/datasets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 4000000\r\n\r\n{";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo("HTTP/1.1 401");
        }
    }

    @Test
    void shouldRefuseABodyThatIsNotUtf8() {
        int before = events().size();
        byte[] body = "{\"name\":\"x\"}".getBytes(UTF_8);
        body[9] = (byte) 0xe9;
        Answer answer = client.raw(token, "POST", "/v0/datasets", BodyPublishers.ofByteArray(body), JSON);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).contains("not UTF-8", "byte 9");
        assertThat(events()).hasSize(before);
    }

    @Test
    void shouldAnswerTheCommonBodyToWhatTomcatRefuses() throws IOException {
        assertCommon(talk("GET /v0/<> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), 400);
        assertCommon(talk("GET /v0/datasets HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n"), 400);
    }

    @Test
    void shouldRefuseOtherMediaTypesAndUnwantedAnswers() {
        Answer form = client.raw(
                token,
                "POST",
                "/v0/datasets",
                BodyPublishers.ofString("a=b"),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.detail()).isNotBlank();
        Answer xml = client.send(token, "GET", "/v0/datasets", null, Map.of("Accept", "text/xml"));
        assertThat(xml.status()).isEqualTo(406);
        assertThat(xml.detail()).isNotBlank();
    }

    @Test
    void shouldRefuseBodiesAboveTheCapOfEitherFraming() {
        int before = events().size();
        byte[] large = ("{\"name\":\"" + "x".repeat(5 << 20) + "\"}").getBytes(UTF_8);
        Answer sized = client.raw(token, "POST", "/v0/datasets", BodyPublishers.ofByteArray(large), JSON);
        assertThat(sized.status()).isEqualTo(413);
        Answer chunked = client.raw(
                token,
                "POST",
                "/v0/datasets",
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)),
                JSON);
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(chunked.json().path("status").asInt()).isEqualTo(413);
        assertThat(events()).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|''",
                "{|''",
                "[]|''",
                "{\"a\":1,\"a\":2}|''",
                "{\"account\":\"acme\"}|/name",
                "{\"account\":\"acme\",\"name\":\"d\",\"artifacts\":[],\"schema\":{\"arrowSchema\":\"A\"}}|/artifacts",
                "{\"account\":\"acme\",\"name\":\"a\\u0000\",\"artifacts\":[{\"path\":\"p\"}],\"schema\":{\"arrowSchema\":\"A\"}}|/name",
                "{\"account\":\"acme\",\"name\":\"a\\ud800\",\"artifacts\":[{\"path\":\"p\"}],\"schema\":{\"arrowSchema\":\"A\"}}|/name",
                "{\"account\":\"acme\",\"name\":1e309,\"artifacts\":[{\"path\":\"p\"}],\"schema\":{\"arrowSchema\":\"A\"}}|/name",
                "{\"account\":\"acme\",\"name\":\"d\",\"artifacts\":[{\"path\":\"../p\"}],\"schema\":{\"arrowSchema\":\"A\"}}|/artifacts/0/path"
            })
    void shouldNameTheFieldOfAMalformedBodyAndLeaveNoEvent(String body, String path) {
        int before = events().size();
        Answer answer = client.raw(token, "POST", "/v0/datasets", BodyPublishers.ofString(body), JSON);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("errors"))
                .anySatisfy(error -> assertThat(error.path("path").asText()).isEqualTo(path));
        assertThat(answer.detail()).isNotBlank();
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(events()).hasSize(before);
    }

    @Test
    void shouldNameThePriorityThatIsNone() {
        var request = Json.object();
        request.putObject("labels").put("dyff.io/priority", "high");
        Answer answer = client.send(
                token, "PATCH", "/v0/models/" + create("models", model("acme")) + "/labels", request, Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/path").asText()).isEqualTo("/labels/dyff.io~1priority");
        assertThat(answer.detail()).contains("must be a whole number from 0 to 4");
    }

    @Test
    void shouldRefuseTooDeepBodies() {
        String deep = "{\"schema\":" + "{\"jsonSchema\":".repeat(70) + "1" + "}".repeat(71);
        Answer answer = client.raw(token, "POST", "/v0/datasets", BodyPublishers.ofString(deep), JSON);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.detail()).contains("nesting depth");
    }

    @Test
    void shouldAnswer400WhenAnArtifactHasNoDigest() {
        var request = dataset("acme");
        ((com.fasterxml.jackson.databind.node.ObjectNode) request.at("/artifacts/0")).remove("digest");
        Answer answer = client.post(token, "/v0/datasets", request);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).contains("/artifacts/0/digest/md5");
    }

    @Test
    void shouldRefuseAnAccountThatTheTokenDoesNotName() {
        int before = events().size();
        Answer answer = client.post(token, "/v0/models", model("other"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(events()).hasSize(before);
    }

    private void assertCommon(String answer, int status) throws IOException {
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer).containsIgnoringCase("Content-Type: application/json");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        JsonNode json = Json.parse(
                body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1).getBytes(UTF_8));
        assertThat(json.path("status").asInt()).isEqualTo(status);
        assertThat(json.path("detail").asText()).isNotBlank();
    }

    /** Speaks HTTP by hand: no client library sends what these tests send. */
    private String talk(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
