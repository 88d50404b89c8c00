package io.dyff.routes.entity;

import static io.dyff.routes.api.TestingRequests.dataset;
import static io.dyff.routes.api.TestingRequests.evaluation;
import static io.dyff.routes.api.TestingRequests.model;
import static io.dyff.routes.api.TestingRequests.quota;
import static io.dyff.routes.api.TestingRequests.service;
import static io.dyff.routes.api.TestingRequests.session;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";

    static Stream<Arguments> wrong() {
        return Stream.of(
                bad("Dataset", dataset("a"), r -> r.put("foo", 1), "/foo"),
                bad("Dataset", dataset("a"), r -> r.remove("name"), "/name"),
                bad("Dataset", dataset("a"), r -> r.put("name", 1), "/name"),
                bad("Dataset", dataset("a"), r -> r.putNull("views"), "/views"),
                bad("Dataset", dataset("a"), r -> r.putArray("artifacts"), "/artifacts"),
                bad("Dataset", dataset("a", "../x", new byte[0]), r -> {}, "/artifacts/0/path"),
                bad("Dataset", dataset("a"), r -> r.put("schemaVersion", "0.2"), "/schemaVersion"),
                bad("Dataset", dataset("a"), r -> r.put("name", "a\u0000b"), "/name"),
                bad("Dataset", dataset("a"), r -> r.put("name", "a\ud800b"), "/name"),
                bad("Dataset", dataset("-a"), r -> {}, "/account"),
                bad(
                        "Dataset",
                        dataset("a"),
                        r -> set(r, "/artifacts/0/digest", "md5", "xx"),
                        "/artifacts/0/digest/md5"),
                bad(
                        "Dataset",
                        dataset("a"),
                        r -> set(r, "/artifacts/0/digest", "sha", "xx"),
                        "/artifacts/0/digest/sha"),
                bad("Model", model("a"), r -> set(r, "/source", "kind", "HuggingFaceHub"), "/source/kind"),
                bad("Model", hubModel("a"), r -> remove(r, "/source", "huggingFaceHub"), "/source/huggingFaceHub"),
                bad("Model", hubModel("a"), r -> set(r, "/artifact", "kind", "Mock"), "/source/kind"),
                bad(
                        "Model",
                        hubModel("a"),
                        r -> remove(r, "/artifact", "huggingFaceCache"),
                        "/artifact/huggingFaceCache"),
                bad("Model", hubModel("a"), r -> hub(r, "repoID", "../x"), "/source/huggingFaceHub/repoID"),
                bad("Model", hubModel("a"), r -> hub(r, "repoID", "a/b/c"), "/source/huggingFaceHub/repoID"),
                bad("Model", hubModel("a"), r -> hub(r, "repoID", "a--b"), "/source/huggingFaceHub/repoID"),
                bad("Model", hubModel("a"), r -> hub(r, "revision", ""), "/source/huggingFaceHub/revision"),
                bad("Model", hubModel("a"), r -> hub(r, "revision", "a/../b"), "/source/huggingFaceHub/revision"),
                bad("Model", hubModel("a"), r -> hub(r, "revision", "a b"), "/source/huggingFaceHub/revision"),
                bad("Model", model("a"), r -> set(r, "/resources", "cpu", "-1"), "/resources/cpu"),
                bad("Model", model("a"), r -> set(r, "/resources", "cpu", "1K"), "/resources/cpu"),
                bad("InferenceService", service("a", ID), r -> r.remove("runner"), "/runner"),
                bad("InferenceService", service("a", ID), r -> remove(r, "/runner", "image"), "/runner"),
                bad("InferenceService", service("a", ID), r -> set(r, "/runner", "kind", "vllm"), "/runner/kind"),
                bad("InferenceSession", session("a", ID), r -> r.put("replicas", 0), "/replicas"),
                bad("InferenceSession", session("a", ID), r -> r.put("replicas", 1.5), "/replicas"),
                bad("InferenceSession", session("a", ID), r -> r.put("expires", "soon"), "/expires"),
                bad("InferenceSession", session("a", ID), r -> r.put("expires", "2001-01-01T00:00:00Z"), "/expires"),
                bad("Evaluation", evaluation("a", ID, ID), r -> r.put("inferenceSessionReference", ID), ""),
                bad("Evaluation", evaluation("a", ID, ID), r -> r.remove("inferenceSession"), ""),
                bad("Evaluation", evaluation("a", ID, ID), r -> r.put("replications", -1), "/replications"),
                bad(
                        "Evaluation",
                        evaluation("a", ID, ID),
                        r -> r.putObject("client").put("foo", 1),
                        "/client/foo"),
                bad(
                        "Evaluation",
                        evaluation("a", ID, ID),
                        r -> r.putObject("client").put("batchSize", 0),
                        "/client/batchSize"),
                bad("Quota", quota("a", "1"), r -> r.put("flavor", "Rate"), "/duration"),
                bad("Quota", quota("a", "1"), r -> r.put("duration", "P1D"), "/duration"),
                bad("Quota", quota("a", "0.5"), r -> {}, "/limit"),
                bad("Quota", quota("a", "1"), r -> r.put("principal", "a"), "/principal"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldNameTheFieldThatIsWrong(String kind, ObjectNode request, String path) {
        Problem problem = TestingRules.problem(() -> TestingRules.create(kind, Json.bytes(request)));
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors()).extracting(FieldError::path).contains(path);
        assertThat(problem.detail()).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "1",
                "{",
                "{\"name\":1,\"name\":2}",
                "{} {}",
                "{\"name\": 1e999}",
                "\u0000"
            })
    void shouldRefuseWhatIsNoDocument(String body) {
        Problem problem = TestingRules.problem(() -> TestingRules.create("Dataset", body.getBytes(UTF_8)));
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GitLFS", "OpenLLM"})
    void shouldSayFirstThatASourceIsNotOffered(String source) {
        ObjectNode request = hubModel("a");
        set(request, "/source", "kind", source);
        Problem problem = TestingRules.problem(() -> TestingRules.create("Model", Json.bytes(request)));
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.detail())
                .isEqualTo("/source/kind: is not offered yet; offered are [HuggingFaceHub, Mock, Upload]");
    }

    @Test
    void shouldTakeAModelOnAHubWithAndWithoutPatterns() {
        ObjectNode request = hubModel("a");
        assertThat(TestingRules.create("Model", Json.bytes(request)).at("/source/huggingFaceHub/repoID"))
                .hasToString("\"acme/tiny\"");
        request.withObject("/source/huggingFaceHub").putArray("allowPatterns").add("*.json");
        assertThat(TestingRules.create("Model", Json.bytes(request)).at("/source/huggingFaceHub/allowPatterns/0"))
                .hasToString("\"*.json\"");
    }

    @Test
    void shouldRefuseDeeplyNestedDocuments() {
        String body = "[".repeat(1000) + "]".repeat(1000);
        Problem problem = TestingRules.problem(() -> TestingRules.create("Dataset", body.getBytes(UTF_8)));
        assertThat(problem.status()).isEqualTo(422);
    }

    @Test
    void shouldAnswer400WhenAnArtifactDeclaresNoDigest() {
        ObjectNode request = dataset("a");
        remove(request, "/artifacts/0/digest", "md5");
        Problem problem = TestingRules.problem(() -> TestingRules.create("Dataset", Json.bytes(request)));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).contains("/artifacts/0/digest/md5");
    }

    @Test
    void shouldTakeNaiveTimesAsUtcButNotInTokenRequests() {
        ObjectNode request = session("a", ID).put("expires", "2999-01-01T00:00:00");
        assertThat(TestingRules.REQUESTS
                        .check("InferenceSessionCreateRequest", request)
                        .path("expires")
                        .asText())
                .isEqualTo("2999-01-01T00:00:00Z");
        ObjectNode token = Json.object().put("expires", "2999-01-01T00:00:00");
        assertThat(TestingRules.isValid("InferenceSessionTokenCreateRequest", token))
                .isFalse();
        assertThat(TestingRules.isValid("InferenceSessionTokenCreateRequest", Json.object()))
                .isTrue();
    }

    @Test
    void shouldBringAddressesIntoTheirNormalFormAndNameThoseThatAreNone() {
        ObjectNode team = Json.object().put("account", "acme").put("name", "Red team");
        ObjectNode member = team.putObject("members").putObject("ada").put("name", "Ada");
        member.put("isCorrespondingMember", true)
                .put("email", "Ada@Example.org")
                .put("url", "https://example.org");
        team.putObject("affiliations").putObject("lab").put("name", "Lab").putNull("url");

        ObjectNode normal = TestingRules.REQUESTS.check("ChallengeTeamCreateRequest", team);
        member.put("email", "0").put("url", "0");
        Problem problem = TestingRules.problem(() -> TestingRules.REQUESTS.check("ChallengeTeamCreateRequest", team));

        assertThat(normal.at("/members/ada/email").asText()).isEqualTo("Ada@example.org");
        assertThat(normal.at("/members/ada/url").asText()).isEqualTo("https://example.org/");
        assertThat(problem.errors())
                .extracting(FieldError::path)
                .containsExactlyInAnyOrder("/members/ada/email", "/members/ada/url");
    }

    @Test
    void shouldDropNullsThatMeanAbsentAndKeepNullsThatMeanDeletion() {
        ObjectNode request = session("a", ID).put("replicas", "2");
        request.putNull("accelerator").putNull("expires");
        ObjectNode normal = TestingRules.REQUESTS.check("InferenceSessionCreateRequest", request);
        assertThat(normal.has("accelerator")).isFalse();
        assertThat(normal.path("replicas").isIntegralNumber()).isTrue();
        ObjectNode labels = Json.object();
        labels.putObject("labels").putNull("a");
        assertThat(TestingRules.REQUESTS.check("LabelsEditRequest", labels)).isEqualTo(labels);
    }

    @Test
    void shouldHashEqualRequestsEqually() {
        ObjectNode one = Json.object().put("a", 1.0).put("b", "x");
        ObjectNode two = Json.object().put("b", "x").put("a", 1);
        assertThat(RequestHash.of(one)).isEqualTo(RequestHash.of(two));
        assertThat(RequestHash.of(one)).isNotEqualTo(RequestHash.of(two.put("a", "1")));
    }

    private static Arguments bad(String kind, ObjectNode request, Consumer<ObjectNode> change, String path) {
        change.accept(request);
        return Arguments.of(kind, request, path);
    }

    /** A model that the contract's own client would ask for. */
    private static ObjectNode hubModel(String account) {
        ObjectNode request = model(account);
        for (String at : List.of("/source/huggingFaceHub", "/artifact/huggingFaceCache")) {
            request.withObject(at).put("repoID", "acme/tiny").put("revision", "refs/pr/1");
        }
        set(request, "/source", "kind", "HuggingFaceHub");
        set(request, "/artifact", "kind", "HuggingFaceCache");
        return request;
    }

    private static void hub(ObjectNode request, String field, String value) {
        set(request, "/source/huggingFaceHub", field, value);
    }

    private static void set(ObjectNode request, String at, String field, String value) {
        ((ObjectNode) request.at(at)).put(field, value);
    }

    private static void remove(ObjectNode request, String at, String field) {
        ((ObjectNode) request.at(at)).remove(field);
    }
}
