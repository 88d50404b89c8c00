package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.http.security.Token;
import io.dyff.routes.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts and their permissions over HTTP. */
@ApiTestingContext
class AccountsIT extends AccountTestBase {
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
                    .<Callable<Answer>>mapToObj(i -> () -> made(name))
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
    void shouldAnswerARepeatWithTheAccountThatItsFirstMade() {
        String name = "r-" + EntityIds.random();
        String key = "a-" + name;
        Answer first = keyed(key, name);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        Answer repeat = keyed(key, name);
        assertThat(repeat.status()).as(repeat.text()).isEqualTo(200);
        assertThat(repeat.json()).isEqualTo(first.json());
        client.put(admin, "/v0/accounts/" + name + "/delete");
        assertThat(keyed(key, name).status()).isEqualTo(200);
        assertThat(keyed(key, name + "x").status()).isEqualTo(422);
        assertThat(keyed("other-" + key, name).status()).isEqualTo(409);
        assertThat(made(name).status()).isEqualTo(409);
        assertThat(client.get(admin, "/v0/accounts/" + name + "x").status()).isEqualTo(404);
    }

    private Answer keyed(String key, String name) {
        return client.send(
                admin, "POST", "/v0/accounts", Json.object().put("name", name), Map.of("Idempotency-Key", key));
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
                        new Token(
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
        String text = account.substring(2, 30).toUpperCase(Locale.ROOT);
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
}
