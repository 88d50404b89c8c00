package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.api.TestingContract.Call;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** HEAD, OPTIONS, Allow and entity tags, for every served row of the contract. */
@ApiTestingContext
class HttpMannersIT extends ApiTestBase {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /** What belongs to one answer or its connection, and how the body that a HEAD has not is framed. */
    private static final Set<String> OF_ONE_ANSWER = Set.of("date", "x-request-id", "transfer-encoding", "connection");

    @Autowired
    Operations operations;

    @Autowired
    Kinds kinds;

    @Test
    void shouldAnswerHeadAsGetWithoutABodyToWhomGetIsAnswered() {
        String admin = client.token("root", Role.Admin);
        TestingContract contract =
                new TestingContract(operations, kinds, client, space, admin, "acme", TestingClient.id(token));
        assertSoftly(softly -> operations.served().stream()
                .filter(operation -> operation.method().equals("GET"))
                .map(contract::call)
                .forEach(call -> {
                    assertSame(softly, call, contract.send(admin, call), head(admin, call));
                    if (call.operation().grant() == null) {
                        return;
                    }
                    boolean query = call.operation().requiredGrant().isQuery();
                    softly.assertThat(head(without(call.operation()), call).status())
                            .as(call + " without its function")
                            .isEqualTo(query ? 200 : 403);
                    softly.assertThat(head(null, call).status())
                            .as(call + " without token")
                            .isEqualTo(401);
                }));
    }

    @Test
    void shouldSayOfEveryPathWhatItTakesAndRefuseTheRest() {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        operations
                .served()
                .forEach(operation -> methods.computeIfAbsent(anyPath(operation), path -> new TreeSet<>())
                        .add(operation.method()));
        methods.values().forEach(offered -> {
            if (offered.contains("GET")) {
                offered.add("HEAD");
            }
            offered.add("OPTIONS");
        });
        assertSoftly(softly -> methods.forEach((path, offered) -> {
            Answer options = client.send(token, "OPTIONS", path, null, Map.of());
            softly.assertThat(options.status()).as("OPTIONS " + path).isEqualTo(204);
            softly.assertThat(allowed(options)).as("OPTIONS " + path).isEqualTo(offered);
            METHODS.stream().filter(method -> !offered.contains(method)).forEach(method -> {
                Answer refused = client.send(token, method, path, null, Map.of());
                softly.assertThat(refused.status()).as(method + " " + path).isEqualTo(405);
                softly.assertThat(allowed(refused)).as(method + " " + path).isEqualTo(offered);
            });
            if (path.startsWith("/v0")) {
                Answer unknown = client.send(null, "OPTIONS", path, null, Map.of());
                softly.assertThat(unknown.status())
                        .as("OPTIONS " + path + " without token")
                        .isEqualTo(401);
                softly.assertThat(unknown.header("Allow")).isEmpty();
            }
        }));
    }

    @Test
    void shouldAnswerNothingNewToWhomHasTheVersionAndMaySeeIt() {
        String admin = client.token("root", Role.Admin);
        String stranger = client.token("stranger", Role.Owner);
        TestingContract contract =
                new TestingContract(operations, kinds, client, space, admin, "acme", TestingClient.id(token));
        assertSoftly(softly -> operations.served().stream()
                .filter(operation ->
                        operation.kind() != null && operation.method().equals("GET"))
                .filter(operation -> Set.of("get", "documentation").contains(operation.function()))
                .map(contract::call)
                .forEach(call -> {
                    String tag = contract.send(admin, call).header("ETag");
                    softly.assertThat(tag).as(call + "").matches("W/\"\\d+\"");
                    Answer known = conditional(admin, "GET", call, tag);
                    softly.assertThat(known.status()).as(call + "").isEqualTo(304);
                    softly.assertThat(known.text()).as(call + "").isEmpty();
                    softly.assertThat(known.header("ETag")).as(call + "").isEqualTo(tag);
                    softly.assertThat(conditional(admin, "HEAD", call, tag).status())
                            .as(call + "")
                            .isEqualTo(304);
                    softly.assertThat(conditional(admin, "GET", call, "\"another\"")
                                    .status())
                            .as(call + "")
                            .isEqualTo(200);
                    softly.assertThat(conditional(stranger, "GET", call, tag).status())
                            .as(call + " from another account")
                            .isEqualTo(404);
                    softly.assertThat(conditional(null, "GET", call, "*").status())
                            .as(call + " without token")
                            .isEqualTo(401);
                }));
    }

    @Test
    void shouldGiveTheNextVersionAnotherTag() {
        String path = "/v0/datasets/" + create("datasets", dataset("acme"));
        String tag = client.get(token, path).header("ETag");
        ObjectNode labels = Json.object();
        labels.putObject("labels").put("a", "b");
        assertThat(client.patch(token, path + "/labels", labels).status()).isEqualTo(200);
        Answer next = client.send(token, "GET", path, null, Map.of("If-None-Match", tag));
        assertThat(next.status()).isEqualTo(200);
        assertThat(next.json().at("/labels/a").asText()).isEqualTo("b");
        assertThat(next.header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void shouldSendAnAnswerInOnePieceWithItsLengthAndNoHeaderOfTheRequest() {
        String path = "/v0/datasets/" + create("datasets", dataset("acme"));
        Answer answer = client.send(token, "GET", path, null, Map.of("X-Trace", "mine", "Retry-After", "7"));
        assertThat(answer.header("Content-Length"))
                .isEqualTo(String.valueOf(answer.text().length()));
        assertThat(answer.header("Transfer-Encoding")).isEmpty();
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.headers().map()).doesNotContainKeys("x-trace", "retry-after", "authorization");
        Answer missing = client.get(token, path.replaceAll("[0-9a-f]{4}$", "0000"));
        assertThat(missing.header("Content-Length"))
                .isEqualTo(String.valueOf(missing.text().length()));
    }

    @Test
    void shouldTellTheSizeOfAFileWithoutItsBytes() {
        String path = "/v0/datasets/" + create("datasets", dataset("acme"));
        URI upload = URI.create(client.get(token, path + "/upload/part-0.parquet")
                .json()
                .path("url")
                .asText());
        client.raw(
                null,
                "PUT",
                upload.toString(),
                java.net.http.HttpRequest.BodyPublishers.ofByteArray(TestingRequests.CONTENT),
                Map.of());
        assertThat(client.post(token, path + "/finalize", null).status()).isEqualTo(200);
        String url = "";
        for (JsonNode file : client.get(token, path + "/downlinks").json()) {
            if (file.at("/artifact/path").asText().equals("part-0.parquet")) {
                url = file.at("/signedURL/url").asText();
            }
        }
        assertThat(client.get(null, url).text()).isEqualTo("hello");
        Answer head = client.send(null, "HEAD", url, null, Map.of());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("5");
        assertThat(head.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(client.send(null, "HEAD", url.replace("/part-0", "/part-1"), null, Map.of())
                        .status())
                .isEqualTo(403);
    }

    private static void assertSame(SoftAssertions softly, Call call, Answer get, Answer head) {
        softly.assertThat(head.status()).as(call + "").isEqualTo(get.status());
        softly.assertThat(head.text()).as(call + "").isEmpty();
        softly.assertThat(headers(head)).as(call + "").isEqualTo(headers(get));
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(OF_ONE_ANSWER);
        return headers;
    }

    private Answer head(String who, Call call) {
        return client.send(who, "HEAD", call.path(), null, Map.of());
    }

    private Answer conditional(String who, String method, Call call, String tag) {
        return client.send(who, method, call.path(), null, Map.of("If-None-Match", tag));
    }

    private static Set<String> allowed(Answer answer) {
        return new TreeSet<>(List.of(answer.header("Allow").split(", *")));
    }

    private static String anyPath(Operation operation) {
        String id = "0".repeat(32);
        String head = operation.base() + operation.path().filled(parameter -> id);
        return operation.path().tail().map(tail -> head + "/a/b").orElse(head);
    }

    /** A token with another function on the resource than the operation needs. */
    private String without(Operation operation) {
        Operation.Grant needed = operation.requiredGrant();
        String other = needed.function().equals("consume") ? "terminate" : "consume";
        return client.token(
                "acme", List.of(new Grant(Set.of(needed.resource()), Set.of(other), Set.of("*"), Set.of("*"))));
    }
}
