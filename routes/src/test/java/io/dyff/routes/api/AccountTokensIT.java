package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.account.Account;
import io.dyff.routes.account.AccountStatus;
import io.dyff.routes.account.KeyIssuer;
import io.dyff.routes.account.KeyRing;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.http.security.SigningKeys;
import io.dyff.routes.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The tokens of accounts over HTTP: what they may grant, and when they end. */
@ApiTestingContext
class AccountTokensIT extends AccountTestBase {
    @Autowired
    SigningKeys signingKeys;

    @Autowired
    DataFiles files;

    private KeyRing ring;

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
    void shouldReplaceTheSigningKeyWithoutRefusingAToken() {
        permit(READ_DATASETS);
        String old = addKey();
        String before = signedBy(old);
        JsonNode request = tokenRequest(READ_DATASETS);
        String repeated = keyed(admin, "k-1", request).json().asText();
        String fresh = addKey();
        String after = signedBy(fresh);
        assertThat(client.get(before, "/v0/datasets").status()).isEqualTo(200);
        assertThat(client.get(after, "/v0/datasets").status()).isEqualTo(200);
        assertThat(keyed(admin, "k-1", request).json().asText()).isEqualTo(repeated);

        ring.retire(old);
        awaitWithinFiveSeconds(() -> client.get(before, "/v0/datasets").status() == 401);
        assertThat(client.get(after, "/v0/datasets").status()).isEqualTo(200);
        // A token that counts no more is not handed out again.
        assertThat(keyed(admin, "k-1", request).status()).isEqualTo(409);
        assertThat(client.get(admin, "/v0/datasets").status()).isEqualTo(200);
        ring.retire(fresh);
        awaitWithinFiveSeconds(() -> kid(token(READ_DATASETS)).equals("default"));
    }

    private String addKey() {
        ring = new KeyRing(signingKeys, space.jdbc(), files);
        return ring.add();
    }

    /** A token of the time when the services have taken notice of the key. */
    private String signedBy(String kid) {
        AtomicReference<String> made = new AtomicReference<>();
        awaitWithinFiveSeconds(() -> {
            made.set(token(READ_DATASETS));
            return kid(made.get()).equals(kid);
        });
        return made.get();
    }

    private static String kid(String text) {
        return parse(Base64.getUrlDecoder().decode(text.split("\\.")[0]))
                .path("kid")
                .asText();
    }

    @Test
    void shouldAnswerTheSameTokenToARepeatWhateverHasChangedSince() {
        permit(READ_DATASETS);
        JsonNode request = tokenRequest(READ_DATASETS);
        Answer first = keyed(admin, "t-1", request);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(keyed(admin, "t-1", request).text()).isEqualTo(first.text());
        assertThat(client.get(first.json().asText(), "/v0/datasets").status()).isEqualTo(200);
        permit(new Grant(Set.of("models"), Set.of("get"), Set.of("acme"), Set.of()));
        send("DELETE", "/tokens/" + jti(first.json().asText()), null);
        assertThat(keyed(admin, "t-1", request).text()).isEqualTo(first.text());
        assertThat(keys.all(account)).hasSize(1);
        // What was revoked stays so.
        assertThat(client.get(first.json().asText(), "/v0/datasets").status()).isEqualTo(401);
    }

    @Test
    void shouldRefuseAnotherRequestUnderTheKeyOfAToken() {
        permit(READ_DATASETS);
        assertThat(keyed(admin, "t-2", tokenRequest(READ_DATASETS)).status()).isEqualTo(200);
        ObjectNode later = tokenRequest(READ_DATASETS)
                .put("expires", Instant.parse(WEEK).plusSeconds(60).toString());
        assertThat(keyed(admin, "t-2", later).status()).isEqualTo(422);
        Answer fewer = keyed(
                admin,
                "t-2",
                Json.object().put("expires", WEEK).set("grants", Json.mapper().createArrayNode()));
        assertThat(fewer.status()).isEqualTo(422);
        assertThat(fewer.detail()).contains("Idempotency-Key");
        assertThat(keyed(admin, " ", tokenRequest(READ_DATASETS)).status()).isEqualTo(400);
        assertThat(keys.all(account)).hasSize(1);
    }

    /** Who may make tokens of the account, and knows key and request, still cannot ask for a token that grants more. */
    @Test
    void shouldAnswerNobodyElsesTokenUnderTheSameKey() {
        permit(READ_DATASETS);
        String first = keyed(admin, "t-3", tokenRequest(READ_DATASETS)).json().asText();
        Grant create = new Grant(Set.of("accounts"), Set.of("create", "get"), Set.of(account), Set.of());
        assertThat(keyed(client.token("acme", List.of(create)), "t-3", tokenRequest(READ_DATASETS))
                        .status())
                .isEqualTo(403);
        String other = keyed(client.token("root", Role.Admin), "t-3", tokenRequest(READ_DATASETS))
                .json()
                .asText();
        assertThat(jti(other)).isNotEqualTo(jti(first));
    }

    private Answer keyed(String with, String key, JsonNode request) {
        return client.send(
                with, "POST", "/v0/accounts/" + account + "/tokens", request, Map.of("Idempotency-Key", key));
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
        Answer refused = make();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("the account " + account + " is not active");
        accounts.put(account, AccountStatus.Active, null, null);
        awaitWithinFiveSeconds(() -> client.get(made, "/v0/datasets").status() == 200);
        awaitWithinFiveSeconds(() -> make().status() == 200);
    }

    /** By an administrator, for the account. */
    private Answer make() {
        return client.post(admin, "/v0/datasets", dataset(account));
    }

    @Test
    void shouldIssueNoTokenUnderPermissionsThatHaveChangedMeanwhile() {
        Account judged = accounts.find(account).orElseThrow();
        permit(READ_DATASETS);
        assertThat(new KeyIssuer(tokens, keys, Clock.systemUTC())
                        .issue(judged, EntityIds.random(), judged.permissions(), Instant.parse(WEEK)))
                .isEmpty();
        assertThat(keys.all(account)).isEmpty();
    }

    private static Set<String> set(String list) {
        return list == null ? Set.of() : Set.of(list.split(","));
    }
}
