package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.http.security.Token;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Speaks HTTP with the api under test, as whomever a test needs. */
public final class TestingClient {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final Tokens tokens;
    private final JdbcClient jdbc;

    public TestingClient(int port, Tokens tokens, JdbcClient jdbc) {
        this.port = port;
        this.tokens = tokens;
        this.jdbc = jdbc;
    }

    /** An answer. */
    public record Answer(int status, JsonNode json, String text, java.net.http.HttpHeaders headers) {
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public String detail() {
            return json.path("detail").asText();
        }
    }

    /** A registered token with these grants. */
    public String token(String account, List<Grant> grants) {
        Token token = new Token(
                EntityIds.random(),
                "Account/" + account,
                grants,
                Instant.now(),
                Instant.now().plus(Duration.ofHours(1)),
                null);
        register(token);
        return tokens.sign(token);
    }

    public String token(String account, Role role) {
        return token(account, role.grants(account));
    }

    /** The id of a token. */
    static String id(String token) {
        try {
            return Json.parse(Base64.getUrlDecoder().decode(token.split("\\.")[1]))
                    .path("jti")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void register(Token token) {
        ArrayNode grants = Json.mapper().createArrayNode();
        token.grants().forEach(g -> grants.add(g.toJson()));
        jdbc.sql("insert into account (id, name) values (:id, :id) on conflict do nothing")
                .param("id", token.account())
                .update();
        jdbc.sql("insert into api_key (id, account, grants, expires_at) values (:id, :account, cast(:g as jsonb), :e)")
                .param("id", token.id())
                .param("account", token.account())
                .param("g", grants.toString())
                .param("e", Timestamp.from(token.expires()))
                .update();
    }

    public Answer get(@Nullable String token, String path) {
        return send(token, "GET", path, null, Map.of());
    }

    public Answer post(@Nullable String token, String path, @Nullable JsonNode body) {
        return send(token, "POST", path, body, Map.of());
    }

    public Answer patch(@Nullable String token, String path, JsonNode body) {
        return send(token, "PATCH", path, body, Map.of());
    }

    public Answer put(@Nullable String token, String path) {
        return send(token, "PUT", path, null, Map.of());
    }

    public Answer send(
            @Nullable String token, String method, String path, @Nullable JsonNode body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return send(request.method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    /** Sends bytes as they are. */
    public Answer raw(
            @Nullable String token, String method, String path, BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        return send(request.method(method, body));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : "http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(2));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse("");
            boolean json = type.matches("application/(.*[+])?json.*") && response.body().length > 0;
            return new Answer(
                    response.statusCode(),
                    json ? Json.parse(response.body()) : Json.mapper().missingNode(),
                    new String(response.body(), java.nio.charset.StandardCharsets.UTF_8),
                    response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
