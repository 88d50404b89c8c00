package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.account.Accounts;
import io.dyff.routes.account.ApiKeys;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** An account of the test's own, and an administrator who looks after it. */
abstract class AccountTestBase extends ApiTestBase {
    static final Grant READ_DATASETS = new Grant(Set.of("datasets"), Set.of("get"), Set.of("acme"), Set.of());
    static final String WEEK = Instant.now().plus(Duration.ofDays(7)).toString();

    @Autowired
    Schemas schemas;

    @Autowired
    Accounts accounts;

    @Autowired
    ApiKeys keys;

    String admin;
    String account;

    @BeforeEach
    void makeAnAccount() {
        admin = client.token("root", Role.Admin);
        account = "a-" + EntityIds.random();
        assertThat(made(account).status()).isEqualTo(200);
    }

    Answer made(String name) {
        return client.post(admin, "/v0/accounts", Json.object().put("name", name));
    }

    Answer send(String method, String below, JsonNode body) {
        return client.send(admin, method, "/v0/accounts/" + account + below, body, Map.of());
    }

    Answer permit(Grant grant) {
        Answer permitted = send("PUT", "/permissions", permissions(grant));
        assertThat(permitted.status()).as(permitted.text()).isEqualTo(200);
        return permitted;
    }

    String token(Grant grant) {
        Answer made = send("POST", "/tokens", tokenRequest(grant));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made.json().asText();
    }

    String version() {
        return send("GET", "", null).json().at("/auth/permissionsVersion").asText();
    }

    static ObjectNode permissions(Grant grant) {
        ObjectNode request = Json.object();
        request.set("permissions", Grant.toJson(List.of(grant)));
        return request;
    }

    static ObjectNode tokenRequest(Grant grant) {
        ObjectNode request = Json.object().put("expires", WEEK);
        request.set("grants", Grant.toJson(List.of(grant)));
        return request;
    }

    static String jti(String text) {
        return claims(text).path("jti").asText();
    }

    static JsonNode claims(String text) {
        return parse(Base64.getUrlDecoder().decode(text.split("\\.")[1]));
    }

    static JsonNode json(String text) {
        return parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    static JsonNode parse(byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
