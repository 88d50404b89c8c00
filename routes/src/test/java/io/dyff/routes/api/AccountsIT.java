package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.account.Account;
import io.dyff.routes.account.AccountStatus;
import io.dyff.routes.account.Accounts;
import io.dyff.routes.account.ApiKeys;
import io.dyff.routes.account.KeyIssuer;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Accounts, their permissions and their tokens, over HTTP. */
@ApiTestingContext
class AccountsIT extends ApiTestBase {
    private static final Grant READ_DATASETS = new Grant(Set.of("datasets"), Set.of("get"), Set.of("acme"), Set.of());
    private static final String WEEK = Instant.now().plus(Duration.ofDays(7)).toString();

    @Autowired
    Schemas schemas;

    @Autowired
    Accounts accounts;

    @Autowired
    ApiKeys keys;

    private String admin;
    private String account;

    @BeforeEach
    void makeAnAccount() {
        admin = client.token("root", Role.Admin);
        account = "a-" + EntityIds.random();
        assertThat(made(account).status()).isEqualTo(200);
    }

    @Test
    void shouldCountATokenFromItsMakingUntilItsRevocation() {
        String id = create("datasets", dataset("acme"));
        permit(READ_DATASETS);
        String made = token(READ_DATASETS);
        assertThat(client.get(made, "/v0/datasets/" + id).status()).isEqualTo(200);
        Answer revoked = send("DELETE", "/tokens/" + jti(made), null);
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.text()).isEqualTo("null");
        Answer refused = client.get(made, "/v0/datasets/" + id);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void shouldAnswerAnAccountAsItWasMade() {
        String name = "b-" + EntityIds.random();
        ObjectNode request = Json.object().put("name", name);
        request.putObject("identity").put("google", "ada@example.org").putNull("github");
        Answer made = client.post(admin, "/v0/accounts", request);
        JsonNode answer = made.json();
        assertThat(schemas.validate("Account", answer)).isEmpty();
        assertThat(answer.path("id").asText()).isEqualTo(name);
        assertThat(answer.path("status").asText()).isEqualTo("Active");
        assertThat(answer.path("identity").toString()).isEqualTo("{\"google\":\"ada@example.org\"}");
        assertThat(answer.path("creationTime").asText()).endsWith("Z");
        assertThat(answer.path("auth").path("permissions")).isEqualTo(Grant.toJson(Role.Owner.grants(name)));
        assertThat(client.get(admin, "/v0/accounts/" + name).json()).isEqualTo(answer);
        assertThat(made(name).status()).isEqualTo(409);
    }

    @Test
    void shouldMakeOneAccountWhenManyAskForItAtOnce() throws Exception {
        String name = "c-" + EntityIds.random();
        try (ExecutorService many = Executors.newFixedThreadPool(10)) {
            List<Future<Answer>> answers = many.invokeAll(IntStream.range(0, 50)
                    .<java.util.concurrent.Callable<Answer>>mapToObj(i -> () -> made(name))
                    .toList());
            assertThat(answers)
                    .extracting(answer -> answer.get().status())
                    .containsOnly(200, 409)
                    .containsOnlyOnce(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a b",
                "a/b",
                "a\n",
                "ü",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void shouldRefuseANameThatIsNoLabelValue(String name) {
        Answer refused = made(name);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).contains("/name");
    }

    @Test
    void shouldRefuseToMakeAnAccountForWhomItIsNotGranted() {
        Answer refused = client.post(token, "/v0/accounts", Json.object().put("name", "x" + EntityIds.random()));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(client.post(admin, "/v0/accounts", Json.object().put("nome", "x"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void shouldAnswerThePermissionsAsTheyWereSetAndChangeTheirVersion() {
        String before = version();
        Grant grant =
                Grant.of(json("{'resources':['evaluations','datasets'],'functions':['get'],'accounts':['acme']}"));
        assertThat(permit(grant).text()).isEqualTo("null");
        assertThat(send("GET", "/permissions", null).text())
                .isEqualTo("[{\"resources\":[\"evaluations\",\"datasets\"],\"functions\":[\"get\"],"
                        + "\"accounts\":[\"acme\"],\"entities\":[]}]");
        assertThat(version()).isNotEqualTo(before).matches("[0-9a-f]{32}");
    }

    @Test
    void shouldRefusePermissionsBeyondTheCallersOwn() {
        Grant edit = new Grant(Set.of("accounts", "datasets"), Set.of("edit", "get"), Set.of(account), Set.of());
        String editor = client.token("acme", List.of(edit));
        String path = "/v0/accounts/" + account + "/permissions";
        assertThat(client.send(editor, "PUT", path, permissions(READ_DATASETS), Map.of())
                        .status())
                .isEqualTo(403);
        Grant within = new Grant(Set.of("datasets"), Set.of("get"), Set.of(account), Set.of());
        assertThat(client.send(editor, "PUT", path, permissions(within), Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(accounts.find(account).orElseThrow().permissions()).containsExactly(within);
    }

    @Test
    void shouldEndSessionTokensAndNoOthersWhenPermissionsChange() {
        permit(READ_DATASETS);
        Account before = accounts.find(account).orElseThrow();
        String session = new KeyIssuer(tokens, keys, Clock.systemUTC())
                .issueSession(before, Instant.now().plusSeconds(60))
                .orElseThrow()
                .text();
        String personal = token(READ_DATASETS);
        assertThat(claims(session).path("permissionsVersion").asText()).isEqualTo(before.permissionsVersion());
        assertThat(claims(personal).has("permissionsVersion")).isFalse();
        assertThat(client.get(session, "/v0/datasets").status()).isEqualTo(200);
        assertThat(client.get(personal, "/v0/datasets").status()).isEqualTo(200);
        permit(READ_DATASETS);
        assertThat(client.get(session, "/v0/datasets").status()).isEqualTo(401);
        assertThat(client.get(personal, "/v0/datasets").status()).isEqualTo(200);
    }

    @Test
    void shouldSignWhatWasAskedForAndNothingElse() {
        permit(READ_DATASETS);
        Answer made = send("POST", "/tokens", tokenRequest(READ_DATASETS));
        assertThat(made.json().isTextual()).isTrue();
        JsonNode claims = claims(made.json().asText());
        assertThat(claims.path("grants").toString())
                .isEqualTo(
                        "[{\"resources\":[\"datasets\"],\"functions\":[\"get\"],\"accounts\":[\"acme\"],\"entities\":[]}]");
        assertThat(claims.path("jti").asText()).matches("[0-9a-f]{32}");
        assertThat(claims.path("sub").asText()).isEqualTo("Account/" + account);
        assertThat(claims.path("exp").asLong()).isEqualTo(Instant.parse(WEEK).getEpochSecond());
        assertThat(claims.has("secret")).isFalse();
    }

    /** The account may get and query datasets and models of acme and b. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
        datasets          | get         | acme   |   | 200
        datasets,models   | get,query   | acme,b |   | 200
        datasets          | get         |        |   | 200
        datasets,measurements | get     | acme   |   | 403
        datasets          | get,create  | acme   |   | 403
        datasets          | get         | acme,c |   | 403
        datasets          | get         | acme   | i | 403
        *                 | get         | acme   |   | 403
        datasets          | *           | acme   |   | 403
        datasets          | get         | *      |   | 403
        datasets          | get         | acme   | * | 403
        """)
    void shouldRefuseATokenBeyondTheAccountsPermissionsWhoeverAsks(
            String resources, String functions, String owners, String entities, int status) {
        permit(new Grant(Set.of("datasets", "models"), Set.of("get", "query"), Set.of("acme", "b"), Set.of()));
        Grant wanted = new Grant(set(resources), set(functions), set(owners), set(entities));
        Answer answer = send("POST", "/tokens", tokenRequest(wanted));
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(keys.all(account)).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void shouldRefuseATokenBeyondTheCallersOwn() {
        permit(READ_DATASETS);
        Grant create = new Grant(Set.of("accounts"), Set.of("create", "get"), Set.of(account), Set.of());
        String path = "/v0/accounts/" + account + "/tokens";
        Answer refused = client.post(client.token("acme", List.of(create)), path, tokenRequest(READ_DATASETS));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.detail()).contains("the caller's token");
        String both = client.token("acme", List.of(create, READ_DATASETS));
        assertThat(client.post(both, path, tokenRequest(READ_DATASETS)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
        {'expires':'WEEK'}                                                            | /grants
        {'grants':[]}                                                                 | /expires
        {'grants':[],'expires':'2999-01-01T00:00:00'}                                 | /expires
        {'grants':[],'expires':'2001-01-01T00:00:00Z'}                                | /expires
        {'grants':[],'expires':'soon'}                                                | /expires
        {'grants':[],'expires':99999999999999999999}                                  | /expires
        {'grants':[],'expires':null}                                                  | /expires
        {'grants':{},'expires':'WEEK'}                                                | /grants
        {'grants':[{'resources':['datasets']}],'expires':'WEEK'}                      | /grants/0/functions
        {'grants':[{'resources':[],'functions':['get']}],'expires':'WEEK'}            | /grants/0/resources
        {'grants':[{'resources':['x'],'functions':['get']}],'expires':'WEEK'}         | /grants/0/resources/0
        {'grants':[{'resources':['*'],'functions':['own']}],'expires':'WEEK'}         | /grants/0/functions/0
        {'grants':[{'resources':['*'],'functions':['*'],'x':1}],'expires':'WEEK'}     | /grants/0/x
        {'grants':[],'expires':'WEEK','account':'a'}                                  | /account
        """)
    void shouldNameTheFieldOfATokenRequestThatIsWrong(String request, String field) {
        Answer refused = send("POST", "/tokens", json(request.replace("WEEK", WEEK)));
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo(field);
        assertThat(keys.all(account)).isEmpty();
    }

    @Test
    void shouldRefuseATokenThatFitsIntoNoHeader() {
        ArrayNode owners = Json.mapper().createArrayNode();
        IntStream.range(0, 1_000).forEach(i -> owners.add("owner-" + i));
        Grant wide = Grant.of(json("{'resources':['datasets'],'functions':['get'],'accounts':" + owners + "}"));
        permit(wide);
        Answer refused = send("POST", "/tokens", tokenRequest(wide));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).contains("/grants");
        assertThat(keys.all(account)).isEmpty();
    }

    @Test
    void shouldRevokeOneAndThenAllOfSeveralTokensAtOnce() {
        permit(READ_DATASETS);
        List<String> three = List.of(token(READ_DATASETS), token(READ_DATASETS), token(READ_DATASETS));
        three.forEach(
                each -> assertThat(client.get(each, "/v0/datasets").status()).isEqualTo(200));
        send("DELETE", "/tokens/" + jti(three.getFirst()), null);
        assertThat(client.get(three.getFirst(), "/v0/datasets").status()).isEqualTo(401);
        assertThat(client.get(three.get(1), "/v0/datasets").status()).isEqualTo(200);
        assertThat(send("DELETE", "/tokens", null).status()).isEqualTo(200);
        three.forEach(
                each -> assertThat(client.get(each, "/v0/datasets").status()).isEqualTo(401));
        assertThat(send("DELETE", "/tokens/" + jti(three.getFirst()), null).status())
                .isEqualTo(200);
        assertThat(send("DELETE", "/tokens/" + EntityIds.random(), null).status())
                .isEqualTo(404);
        assertThat(client.get(admin, "/v0/datasets").status()).isEqualTo(200);
    }

    @Test
    void shouldNotRevokeTheTokenOfAnotherAccount() {
        permit(READ_DATASETS);
        String others = client.token("acme", Role.Owner);
        assertThat(send("DELETE", "/tokens/" + jti(others), null).status()).isEqualTo(404);
        assertThat(send("GET", "/tokens/" + jti(others), null).status()).isEqualTo(404);
        assertThat(client.get(others, "/v0/datasets").status()).isEqualTo(200);
    }

    @Test
    void shouldShowTheKeysAndNoTokenOfThem() {
        permit(READ_DATASETS);
        String kept = token(READ_DATASETS);
        String revoked = token(READ_DATASETS);
        send("DELETE", "/tokens/" + jti(revoked), null);
        Answer list = send("GET", "/tokens", null);
        assertThat(list.json()).hasSize(1);
        JsonNode key = list.json().get(0);
        assertThat(schemas.validate("APIKey", key)).isEmpty();
        assertThat(key.path("id").asText()).isEqualTo(jti(kept));
        assertThat(key.path("subject").asText()).isEqualTo("Account/" + account);
        assertThat(key.path("grants")).isEqualTo(Grant.toJson(List.of(READ_DATASETS)));
        assertThat(Instant.parse(key.path("expires").asText()))
                .isEqualTo(Instant.ofEpochSecond(claims(kept).path("exp").asLong()));
        assertThat(Instant.parse(key.path("created").asText()))
                .isEqualTo(Instant.ofEpochSecond(claims(kept).path("nbf").asLong()));
        assertThat(list.text()).doesNotContain("secret").doesNotContain(kept.substring(kept.lastIndexOf('.')));
        assertThat(send("GET", "/tokens/" + jti(kept), null).json()).isEqualTo(key);
        assertThat(send("GET", "/tokens/" + jti(revoked), null).status()).isEqualTo(404);
        assertThat(send("GET", "/tokens/nothex", null).status()).isEqualTo(404);
        assertThat(send("GET", "", null).json().path("apiKeys").get(0)).isEqualTo(key);
    }

    @Test
    void shouldSayWhenThereAreMoreKeysThanItLists() {
        space.jdbc()
                .sql(
                        "insert into api_key (id, account, grants, created_at, expires_at)"
                                + " select cast(n as text) || :account, :account, '[]', now() - interval '1 hour', now() from generate_series(1, 1000) as n")
                .param("account", account)
                .update();
        Answer all = send("GET", "/tokens", null);
        assertThat(all.json()).hasSize(1_000);
        assertThat(all.header("Dyff-Truncated")).isEmpty();
        permit(READ_DATASETS);
        String newest = token(READ_DATASETS);
        Answer some = send("GET", "/tokens", null);
        assertThat(some.json()).hasSize(1_000);
        assertThat(some.header("Dyff-Truncated")).isEqualTo("true");
        assertThat(some.json().get(0).path("id").asText()).isEqualTo(jti(newest));
    }

    @Test
    void shouldEndADeletedAccountForEver() {
        permit(READ_DATASETS);
        String made = token(READ_DATASETS);
        assertThat(client.get(made, "/v0/datasets").status()).isEqualTo(200);
        Answer first = client.put(admin, "/v0/accounts/" + account + "/delete");
        assertThat(first.text()).isEqualTo("{\"status\":\"Deleted\"}");
        assertThat(client.get(made, "/v0/datasets").status()).isEqualTo(401);
        JsonNode after = send("GET", "", null).json();
        assertThat(after.path("apiKeys")).isEmpty();
        assertThat(client.put(admin, "/v0/accounts/" + account + "/delete").text())
                .isEqualTo(first.text());
        assertThat(send("GET", "", null).json()).isEqualTo(after);
        assertThat(made(account).status()).isEqualTo(409);
        assertThat(send("POST", "/tokens", tokenRequest(READ_DATASETS)).status())
                .isEqualTo(409);
        assertThat(send("PUT", "/permissions", permissions(READ_DATASETS)).status())
                .isEqualTo(409);
        assertThat(keys.register(
                        new io.dyff.routes.http.security.Token(
                                EntityIds.random(),
                                "Account/" + account,
                                List.of(),
                                Instant.now(),
                                Instant.parse(WEEK),
                                null),
                        "default",
                        null))
                .isFalse();
    }

    @Test
    void shouldRefuseTheTokensOfASuspendedAccountUntilItIsActiveAgain() {
        permit(READ_DATASETS);
        String made = token(READ_DATASETS);
        accounts.put(account, AccountStatus.Suspended, "PaymentDue", "pay");
        assertThat(client.get(made, "/v0/datasets").status()).isEqualTo(401);
        JsonNode suspended = send("GET", "", null).json();
        assertThat(suspended.path("status").asText()).isEqualTo("Suspended");
        assertThat(suspended.path("reason").asText()).isEqualTo("PaymentDue");
        assertThat(suspended.path("message").asText()).isEqualTo("pay");
        assertThat(suspended.path("lastTransitionTime").asText()).endsWith("Z");
        assertThat(schemas.validate("Account", suspended)).isEmpty();
        assertThat(send("POST", "/tokens", tokenRequest(READ_DATASETS)).status())
                .isEqualTo(409);
        accounts.put(account, AccountStatus.Active, null, null);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> client.get(made, "/v0/datasets").status() == 200);
    }

    @Test
    void shouldIssueNoTokenUnderPermissionsThatHaveChangedMeanwhile() {
        Account judged = accounts.find(account).orElseThrow();
        permit(READ_DATASETS);
        assertThat(new KeyIssuer(tokens, keys, Clock.systemUTC())
                        .issue(judged, judged.permissions(), Instant.parse(WEEK)))
                .isEmpty();
        assertThat(keys.all(account)).isEmpty();
    }

    @Test
    void shouldAnswerTheSameForAMissingAndAHiddenAccount() {
        Answer hidden = client.get(token, "/v0/accounts/" + account);
        Answer missing = client.get(token, "/v0/accounts/ghost");
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(missing.text()).isEqualTo(hidden.text());
        assertThat(client.get(admin, "/v0/accounts/ghost").text()).isEqualTo(hidden.text());
        String own = client.token(account, Role.Owner);
        assertThat(client.get(own, "/v0/accounts/" + account).status()).isEqualTo(200);
    }

    @Test
    void shouldAcceptLabelsWithoutEffect() {
        JsonNode before = send("GET", "", null).json();
        assertThat(send("PATCH", "/labels", json("{'labels':{'a':'b'}}")).text())
                .isEqualTo("null");
        assertThat(send("PATCH", "/labels", json("{'labels':{'a_b':1}}")).status())
                .isEqualTo(422);
        assertThat(send("GET", "", null).json()).isEqualTo(before);
    }

    @Test
    void shouldFindAccountsWithinReach() {
        permit(READ_DATASETS);
        token(READ_DATASETS);
        String text = account.substring(2, 30).toUpperCase(java.util.Locale.ROOT);
        Answer found = client.get(admin, "/v0/admin/account?query=" + text);
        assertThat(found.json()).hasSize(1);
        assertThat(schemas.validate("AccountSummary", found.json().get(0))).isEmpty();
        assertThat(found.json().get(0).path("id").asText()).isEqualTo(account);
        assertThat(found.json().get(0).path("apiKeyCount").asInt()).isEqualTo(1);
        assertThat(client.get(admin, "/v0/admin/account?hasAPIKey=false&query=" + text)
                        .json())
                .isEmpty();
        assertThat(client.get(admin, "/v0/admin/account?has_api_key=true&query=" + text)
                        .json())
                .hasSize(1);
        assertThat(client.get(admin, "/v0/admin/account?limit=1").json()).hasSize(1);
        assertThat(client.get(admin, "/v0/admin/account?query=%25").json()).isEmpty();
        assertThat(client.get(token, "/v0/admin/account").json())
                .singleElement()
                .satisfies(own -> assertThat(own.path("id").asText()).isEqualTo("acme"));
        String odd = client.token(
                "acme", List.of(new Grant(Set.of("accounts"), Set.of("query"), Set.of("root," + account), Set.of())));
        assertThat(client.get(odd, "/v0/admin/account").text()).isEqualTo("[]");
    }

    @Test
    void shouldFindAnAccountByWhatAnotherProviderCallsIt() {
        String name = "d-" + EntityIds.random();
        ObjectNode request = Json.object().put("name", name);
        request.putObject("identity").put("github", "octo-" + name);
        client.post(admin, "/v0/accounts", request);
        assertThat(client.get(admin, "/v0/admin/account?query=OCTO-" + name).json())
                .singleElement()
                .satisfies(found -> assertThat(found.path("name").asText()).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=x",
                "limit=-1",
                "limit=1e2",
                "hasAPIKey=maybe",
                "query=%00",
                "query=%ff"
            })
    void shouldNameTheParameterThatIsWrong(String parameter) {
        Answer refused = client.get(admin, "/v0/admin/account?" + parameter);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo(parameter.replaceFirst("=.*", ""));
    }

    @Test
    void shouldLeaveNoEvent() {
        permit(READ_DATASETS);
        client.put(admin, "/v0/accounts/" + account + "/delete");
        assertThat(space.records(space.topics().events(), account)).isEmpty();
    }

    private Answer made(String name) {
        return client.post(admin, "/v0/accounts", Json.object().put("name", name));
    }

    private Answer send(String method, String below, JsonNode body) {
        return client.send(admin, method, "/v0/accounts/" + account + below, body, Map.of());
    }

    private Answer permit(Grant grant) {
        Answer permitted = send("PUT", "/permissions", permissions(grant));
        assertThat(permitted.status()).as(permitted.text()).isEqualTo(200);
        return permitted;
    }

    private String token(Grant grant) {
        Answer made = send("POST", "/tokens", tokenRequest(grant));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made.json().asText();
    }

    private String version() {
        return send("GET", "", null).json().at("/auth/permissionsVersion").asText();
    }

    private static ObjectNode permissions(Grant grant) {
        ObjectNode request = Json.object();
        request.set("permissions", Grant.toJson(List.of(grant)));
        return request;
    }

    private static ObjectNode tokenRequest(Grant grant) {
        ObjectNode request = Json.object().put("expires", WEEK);
        request.set("grants", Grant.toJson(List.of(grant)));
        return request;
    }

    private static Set<String> set(String list) {
        return list == null ? Set.of() : Set.of(list.split(","));
    }

    private static String jti(String text) {
        return claims(text).path("jti").asText();
    }

    private static JsonNode claims(String text) {
        return parse(Base64.getUrlDecoder().decode(text.split("\\.")[1]));
    }

    private static JsonNode json(String text) {
        return parse(text.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
