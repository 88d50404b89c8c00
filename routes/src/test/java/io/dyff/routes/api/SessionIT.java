package io.dyff.routes.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.account.ApiKey;
import io.dyff.routes.account.ApiKeys;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.api.TestingSessions.Reply;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ApiTestingContext
class SessionIT extends ApiTestBase {
    @Autowired
    ApiKeys keys;

    @Test
    void shouldAnswerReadyOnlyWhenTheModelSaysSo() {
        String id = createSession();
        String path = "/v0/inferencesessions/" + id + "/ready";
        Answer created = client.get(token, path);
        assertThat(created.status()).isEqualTo(503);
        assertThat(created.header("Retry-After")).matches("\\d+");
        status(id, "Admitted");
        assertThat(client.post(token, path, null).status()).isEqualTo(503);
        TestingSessions.model(id, request -> new Reply(200, "text/plain", new byte[0]));
        assertThat(client.get(token, path).json()).isEqualTo(Json.object().put("ready", true));
        assertThat(client.post(token, path, null).status()).isEqualTo(200);
    }

    @Test
    void shouldPassInferenceThroughWithoutTheCallersCredentials() {
        JsonNode made = session();
        String id = made.at("/inferencesession/id").asText();
        TestingSessions.model(id, request -> {
            String seen =
                    request.getRequestURI() + "\n" + request.getRequestHeaders().entrySet();
            return new Reply(418, "application/json", Json.bytes(Json.object().put("seen", seen)));
        });
        Answer answer = client.raw(
                made.path("token").asText(),
                "POST",
                "/v0/inferencesessions/" + id + "/infer/openai/v1/completions?a=b",
                BodyPublishers.ofString("--x--"),
                Map.of("Content-Type", "multipart/form-data; boundary=x", "Cookie", "c=d", "X-Mine", "e"));
        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.json().path("seen").asText())
                .contains("session-" + id + ".default:80/openai/v1/completions?a=b", "boundary=x")
                .doesNotContainIgnoringCase("authorization")
                .doesNotContainIgnoringCase("cookie")
                .doesNotContain("X-mine", "127.0.0.1:" + port);
    }

    @Test
    void shouldPassAFormWithAFileThroughByteForByte() {
        JsonNode made = session();
        String id = made.at("/inferencesession/id").asText();
        String form = "--b-1\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm-1\r\n"
                + "--b-1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n\u0000\r\n--\u00ff\r\n--b-1--\r\n";
        byte[] body = form.getBytes(ISO_8859_1);
        TestingSessions.model(id, request -> {
            try {
                ObjectNode seen =
                        Json.object().put("type", request.getRequestHeaders().getFirst("Content-Type"));
                seen.put("body", request.getRequestBody().readAllBytes());
                return new Reply(200, "application/json", Json.bytes(seen));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Answer answer = client.raw(
                made.path("token").asText(),
                "POST",
                "/v0/inferencesessions/" + id + "/infer/v1/upload",
                BodyPublishers.ofByteArray(body),
                Map.of("Content-Type", "multipart/form-data; boundary=b-1"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("type").asText()).isEqualTo("multipart/form-data; boundary=b-1");
        assertThat(Base64.getDecoder().decode(answer.json().path("body").asText()))
                .isEqualTo(body);
    }

    @Test
    void shouldStreamLargeBodiesBothWays() throws IOException {
        JsonNode made = session();
        String id = made.at("/inferencesession/id").asText();
        byte[] large = new byte[6 << 20];
        new Random(2).nextBytes(large);
        TestingSessions.model(id, request -> {
            try {
                return new Reply(
                        200,
                        "application/octet-stream",
                        request.getRequestBody().readAllBytes());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Answer answer = client.raw(
                made.path("token").asText(),
                "POST",
                "/v0/inferencesessions/" + id + "/infer/echo",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
                Map.of("Content-Type", "application/octet-stream"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(large.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n",
                "Content-Length: 100\r\n\r\n",
                "Content-Length: 100\r\n\r\nabcd"
            })
    void shouldBreakTheConnectionWhenTheModelsAnswerBreaksOff(String rest) {
        JsonNode made = session();
        String id = made.at("/inferencesession/id").asText();
        TestingSessions.breakingOff(id, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + rest);
        String own = made.path("token").asText();
        // Either the answer breaks off too, or, when that is known before its head was passed on, it is a 502.
        Throwable broken = catchThrowable(
                () -> assertThat(client.post(own, "/v0/inferencesessions/" + id + "/infer/generate", Json.object())
                                .status())
                        .isEqualTo(502));
        if (broken != null) {
            assertThat(broken)
                    .isNotInstanceOf(AssertionError.class)
                    .cause()
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void shouldTakeOnlyGrantsOnTheSessionItself() {
        String id = createSession();
        TestingSessions.model(id, request -> new Reply(200, "application/json", "1".getBytes(UTF_8)));
        String path = "/v0/inferencesessions/" + id + "/infer/generate";
        assertThat(client.post(token, path, Json.object()).status()).isEqualTo(403);
        String admin = client.token("root", Role.Admin);
        assertThat(client.post(admin, path, Json.object()).text()).isEqualTo("1");
        assertThat(client.get(admin, path).status()).isEqualTo(405);
        assertThat(client.post(admin, path.replace(id, "0".repeat(32)), Json.object())
                        .status())
                .isEqualTo(404);
        String deaf = createSession();
        assertThat(client.post(admin, path.replace(id, deaf), Json.object()).status())
                .isEqualTo(502);
    }

    @Test
    void shouldRefuseARevokedTokenOfASessionAndNoOther() {
        JsonNode made = session();
        String path = "/v0/inferencesessions/" + made.at("/inferencesession/id").asText();
        String first = made.path("token").asText();
        String second = client.get(token, path + "/token").json().asText();
        assertThat(client.get(first, path).status()).isEqualTo(200);
        String admin = client.token("root", Role.Admin);
        String tokens = "/v0/accounts/acme/tokens";
        String other = client.token("other", Role.Admin);
        assertThat(client.send(other, "DELETE", "/v0/accounts/other/tokens/" + TestingClient.id(first), null, Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(client.send(admin, "DELETE", tokens + "/" + TestingClient.id(first), null, Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(client.get(first, path).status()).isEqualTo(401);
        assertThat(client.get(second, path).status()).isEqualTo(200);
        List<ApiKey> listed = keys.tokens("acme", 100);
        assertThat(listed)
                .filteredOn(key -> key.id().equals(TestingClient.id(first)))
                .singleElement()
                .satisfies(key -> assertThat(key.revoked()).isNotNull());
        assertThat(listed)
                .filteredOn(key -> key.id().equals(TestingClient.id(second)))
                .singleElement()
                .satisfies(key -> assertThat(path).endsWith(String.valueOf(key.session())));
    }

    @Test
    void shouldRefuseASessionsTokenOnceTheSessionHasEnded() {
        JsonNode made = session();
        String id = made.at("/inferencesession/id").asText();
        String own = made.path("token").asText();
        JsonNode ended =
                client.put(own, "/v0/inferencesessions/" + id + "/terminate").json();
        assertThat(ended).isEqualTo(Json.object().put("status", "Terminated").put("reason", "TerminateCommand"));
        assertThat(client.put(token, "/v0/inferencesessions/" + id + "/terminate")
                        .json())
                .isEqualTo(ended);
        awaitWithinFiveSeconds(
                () -> client.get(own, "/v0/inferencesessions/" + id).status() == 401);
        assertThat(client.get(token, "/v0/inferencesessions/" + id + "/token").status())
                .isEqualTo(409);
    }

    @Test
    void shouldIssueTokensThatEndWithTheSessionAtTheLatest() throws IOException {
        String service = createService();
        String end = "2998-01-01T00:00:00Z";
        String id = client.post(
                        token,
                        "/v0/inferencesessions",
                        TestingRequests.session("acme", service).put("expires", end))
                .json()
                .at("/inferencesession/id")
                .asText();
        String path = "/v0/inferencesessions/" + id + "/token";
        assertThat(expiry(client.get(token, path))).isEqualTo(Instant.parse(end));
        Instant sooner = Instant.parse("2997-01-01T00:00:00Z");
        assertThat(expiry(client.post(token, path, Json.object().put("expires", sooner.toString()))))
                .isEqualTo(sooner);
        assertThat(client.post(token, path, Json.object().put("expires", "2999-01-01T00:00:00Z"))
                        .status())
                .isEqualTo(422);
        assertThat(expiry(client.get(token, "/v0/inferencesessions/" + createSession() + "/token")))
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3700));
    }

    private JsonNode session() {
        return client.post(token, "/v0/inferencesessions", TestingRequests.session("acme", createService()))
                .json();
    }

    private static Instant expiry(Answer answer) throws IOException {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String claims = answer.json().asText().split("\\.")[1];
        return Instant.ofEpochSecond(
                Json.parse(Base64.getUrlDecoder().decode(claims)).path("exp").asLong());
    }
}
