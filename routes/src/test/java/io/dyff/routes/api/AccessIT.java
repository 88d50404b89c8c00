package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.CONTENT;
import static io.dyff.routes.api.TestingRequests.dataset;
import static io.dyff.routes.api.TestingRequests.evaluation;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.api.TestingContract.Call;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.http.security.SigningKeys;
import io.dyff.routes.http.security.Token;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every operation of every resource, against every way not to be allowed to call it. */
@ApiTestingContext
class AccessIT extends ApiTestBase {
    private static final Set<String> FUNCTIONS =
            Set.of("create", "get", "query", "edit", "data", "consume", "terminate", "delete");

    @Autowired
    Operations operations;

    @Autowired
    Kinds kinds;

    @Test
    void shouldRefuseEveryOperationWithoutItsGrantAndWriteNothing() {
        TestingContract contract = contract();
        List<Call> calls = operations.served().stream()
                .filter(operation -> operation.grant() != null)
                .map(contract::call)
                .toList();
        int before = events().size();
        Map<String, String> bad = badTokens();
        String stranger = client.token("stranger", Role.Owner);
        assertSoftly(softly -> {
            for (Call call : calls) {
                Answer none = contract.send(null, call);
                softly.assertThat(none.status()).as(call + " without token").isEqualTo(401);
                softly.assertThat(none.header("WWW-Authenticate")).as(call + "").isEqualTo("Bearer");
                softly.assertThat(none.detail()).as(call + "").isEqualTo("Not authenticated");
                bad.forEach((how, text) -> softly.assertThat(
                                contract.send(text, call).status())
                        .as(call + " with a token that is " + how)
                        .isEqualTo(401));
                Answer lacking = contract.send(without(call), call);
                if (call.operation().requiredGrant().isQuery()) {
                    softly.assertThat(lacking.text()).as(call + "").isEqualTo("[]");
                } else {
                    softly.assertThat(lacking.status())
                            .as(call + " without its function")
                            .isEqualTo(403);
                    softly.assertThat(lacking.header("WWW-Authenticate")).isEqualTo("Bearer");
                    softly.assertThat(lacking.detail()).isNotBlank();
                }
                Answer strange = contract.send(stranger, call);
                softly.assertThat(strange.status())
                        .as(call + " from another account: " + strange.text())
                        .isEqualTo(strangersStatus(call));
            }
        });
        assertThat(events()).hasSize(before);
    }

    @Test
    void shouldAnswerTheSameForWhatIsMissingAndWhatIsHidden() {
        String id = create("datasets", dataset("acme"));
        String stranger = client.token("stranger", Role.Owner);
        Answer hidden = client.get(stranger, "/v0/datasets/" + id);
        Answer missing = client.get(stranger, "/v0/datasets/" + EntityIds.random());
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.text()).isEqualTo(missing.text());
        assertThat(client.get(token, "/v0/datasets/NOTANID").text()).isEqualTo(missing.text());
        assertThat(client.get(token, "/v0/models/" + id).text()).isEqualTo(missing.text());
    }

    @Test
    void shouldAllowNarrowGrants() {
        String id = create("datasets", dataset("acme"));
        ObjectNode labels = Json.object();
        labels.putObject("labels").put("a", "b");
        String editor = client.token("x", List.of(new Grant(Set.of("datasets"), Set.of("edit"), Set.of(), Set.of(id))));
        assertThat(client.patch(editor, "/v0/datasets/" + id + "/labels", labels)
                        .status())
                .isEqualTo(200);
        assertThat(client.get(editor, "/v0/datasets/" + id).status()).isEqualTo(403);
        assertThat(client.get(editor, "/v0/datasets").text()).isEqualTo("[]");
        assertThat(client.get(editor, "/v0/models").status()).isEqualTo(403);
    }

    /** Who may use a dataset in an evaluation does not see its rows, and so not its labels either. */
    @Test
    void shouldShowNoDataToThoseWhoMayOnlyConsumeIt() {
        String dataset = create("datasets", dataset("acme"));
        String url = client.get(token, "/v0/datasets/" + dataset + "/upload/part-0.parquet")
                .json()
                .path("url")
                .asText();
        client.raw(null, "PUT", url, BodyPublishers.ofByteArray(CONTENT), Map.of());
        client.post(token, "/v0/datasets/" + dataset + "/finalize", null);
        Set<String> acme = Set.of("acme");
        String consumer = client.token(
                "consumer",
                List.of(
                        new Grant(Set.of("datasets"), Set.of("consume", "get"), Set.of(), Set.of(dataset)),
                        new Grant(Set.of("inferenceservices"), Set.of("consume"), acme, Set.of()),
                        new Grant(Set.of("evaluations"), Set.of("create"), acme, Set.of())));
        String downlinks = "/v0/datasets/" + dataset + "/downlinks";
        assertThat(client.get(consumer, downlinks).status()).isEqualTo(403);
        assertThat(client.get(token, downlinks).json()).isNotEmpty();
        assertThat(client.post(consumer, "/v0/evaluations", evaluation("acme", dataset, createService()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseARevokedTokenWithinFiveSeconds() {
        String revoked = client.token("acme", Role.Owner);
        assertThat(client.get(revoked, "/v0/datasets").status()).isEqualTo(200);
        String jti = claims(revoked).path("jti").asText();
        space.jdbc()
                .sql("update api_key set revoked_at = now() where id = :id")
                .param("id", jti)
                .update();
        awaitWithinFiveSeconds(() -> client.get(revoked, "/v0/datasets").status() == 401);
        assertThat(client.get(token, "/v0/datasets").status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseAllTokensOfASuspendedAccount() {
        String suspended = client.token("suspended", Role.Owner);
        assertThat(client.get(suspended, "/v0/datasets").status()).isEqualTo(200);
        space.jdbc()
                .sql("update account set status = 'Suspended' where id = 'suspended'")
                .update();
        awaitWithinFiveSeconds(() -> client.get(suspended, "/v0/datasets").status() == 401);
    }

    @Test
    void shouldNeedNoTokenForHealthAndTheContract() {
        assertThat(client.get(null, "/health").text()).isEqualTo("200");
        Answer document = client.get(null, "/v0/openapi.json");
        assertThat(document.json().path("openapi").asText()).isEqualTo("3.1.0");
        // The first look at it asks for what has just been written to be stored.
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> client.get(null, "/actuator/health/readiness").status() == 200);
        assertThat(client.get(null, "/anything").status()).isEqualTo(401);
    }

    @Test
    void shouldShowTheContractAsAPageThatAsksNobodyElse() {
        Answer page = client.get(null, "/v0/docs");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe", "http", "*");
        Matcher part = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page.text());
        int parts = 0;
        while (part.find()) {
            assertThat(part.group(1)).startsWith("/v0/");
            assertThat(client.get(null, part.group(1)).status())
                    .as(part.group(1))
                    .isEqualTo(200);
            parts++;
        }
        assertThat(parts).isGreaterThan(4);
        assertThat(page.text()).doesNotContain("<style", "style=", "<script>");
        assertThat(client.get(null, "/v0/docs/index.html").status()).isEqualTo(404);
        assertThat(client.get(token, "/webjars/swagger-ui/5.34.1/index.html").status())
                .isEqualTo(404);
    }

    private TestingContract contract() {
        return new TestingContract(
                operations, kinds, client, space, client.token("root", Role.Admin), "acme", TestingClient.id(token));
    }

    /** A token with every function on the resource but the one that the call needs. */
    private String without(Call call) {
        Set<String> others = new HashSet<>(FUNCTIONS);
        others.remove(call.operation().requiredGrant().function());
        return client.token(
                "acme",
                List.of(new Grant(
                        Set.of(call.operation().requiredGrant().resource()), others, Set.of("*"), Set.of("*"))));
    }

    private static int strangersStatus(Call call) {
        if (call.operation().requiredGrant().isQuery()) {
            return 200;
        }
        return switch (call.operation().function()) {
            case "create", "createSession", "infer", "run", "submit" -> 403;
            default -> 404;
        };
    }

    private Map<String, String> badTokens() {
        SigningKeys keys = new SigningKeys(ApiTestingContext.SECRET, Map.of(), null);
        SigningKeys foreign = new SigningKeys("x".repeat(32), Map.of(), null);
        Instant past = Instant.now().minusSeconds(7200);
        List<Grant> all = Role.Admin.grants("acme");
        Token expired = new Token(EntityIds.random(), "Account/acme", all, past, past.plusSeconds(60), null);
        client.register(expired);
        Token unknown = new Token(
                EntityIds.random(), "Account/ghost", all, past, Instant.now().plusSeconds(60), null);
        Clock clock = Clock.fixed(past, ZoneOffset.UTC);
        String[] parts = token.split("\\.");
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        return Map.of(
                "garbage",
                "garbage",
                "expired",
                new Tokens(keys, clock).sign(expired),
                "signed by somebody else",
                new Tokens(foreign, clock).sign(unknown),
                "of no known key",
                new Tokens(keys, clock).sign(unknown),
                "unsigned",
                none + "." + parts[1] + ".",
                "changed",
                parts[0] + "." + parts[1] + "x." + parts[2]);
    }

    private static JsonNode claims(String token) {
        return parse(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8));
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text.getBytes(UTF_8));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
