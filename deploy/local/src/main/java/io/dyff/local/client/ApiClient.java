package io.dyff.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user of the API, with nothing but an endpoint and a token. */
public final class ApiClient implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration TOO_EARLY = Duration.ofSeconds(1);
    private static final Set<Integer> ASKS_FOR_PATIENCE = Set.of(429, 503);
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String endpoint;
    private final @Nullable String token;

    /**
     * @param endpoint ends in {@code /v0}
     * @param token null for a caller without one
     */
    public ApiClient(String endpoint, @Nullable String token) {
        this.endpoint = endpoint;
        this.token = token;
    }

    /** An answer of the API, whatever its status. */
    public record Answer(int status, JsonNode body) {}

    public Answer post(String path, @Nullable JsonNode body) throws InterruptedException {
        HttpRequest.Builder request =
                request(path).POST(body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        return send(body == null ? request : request.header("Content-Type", "application/json"));
    }

    /** The same, for who does not wait until it is visible. */
    public Answer postAndGoOn(String path, JsonNode body) throws InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    public Answer get(String path) throws InterruptedException {
        return send(request(path).GET());
    }

    /** The public keys of attestations, which stand beside the API. */
    public JsonNode attestationKeys() throws InterruptedException {
        URI keys = URI.create(endpoint).resolve("/.well-known/dyff-attestation-keys.json");
        return accepted(
                "GET " + keys, send(HttpRequest.newBuilder(keys).timeout(BOUND).GET()));
    }

    public Answer put(String path) throws InterruptedException {
        return send(request(path).PUT(BodyPublishers.noBody()));
    }

    /**
     * Creates an entity; while the API says that it cannot yet, or not so fast, again for half a minute under the same key.
     *
     * @throws LocalException when the API refuses it
     */
    public JsonNode create(String resource, JsonNode body) throws InterruptedException {
        HttpRequest.Builder request = creation(resource, body, UUID.randomUUID().toString());
        Deadline patience = new Deadline(BOUND);
        Answer answer = patience.await(
                "an answer of POST /" + resource,
                TOO_EARLY,
                () -> Optional.of(send(request))
                        .filter(found -> !ASKS_FOR_PATIENCE.contains(found.status()) || patience.isOver()));
        return accepted("POST /" + resource, answer);
    }

    /**
     * Creates an entity unless it cannot be told whether that worked; to be repeated under the same key.
     *
     * @return empty when there was no answer, or the API asked for patience
     */
    public Optional<JsonNode> tryCreate(String resource, JsonNode body, String key) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer =
                    http.send(creation(resource, body, key).build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
                return Optional.empty();
            }
            return Optional.of(
                    accepted("POST /" + resource, new Answer(answer.statusCode(), json.readTree(answer.body()))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * An entity that was created. On a busy machine the API answers a create before it can be read (its answer then says
     * {@code pending}): this waits for that.
     *
     * @throws LocalException when the API refuses, or does not know the entity within half a minute
     */
    public JsonNode entity(String resource, String id) throws InterruptedException {
        String path = "/" + resource + "/" + id;
        return accepted(
                "GET " + path,
                new Deadline(BOUND)
                        .await(
                                "an answer of GET " + path,
                                () -> Optional.of(get(path)).filter(answer -> answer.status() != 404)));
    }

    /** Puts a file where the API's signed URL says. */
    public void upload(JsonNode signed, Path file) throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(signed.path("url").asText()))
                    .timeout(Duration.ofMinutes(5))
                    .PUT(BodyPublishers.ofFile(file));
            headers(signed, request);
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw LocalException.failed("the upload of " + file.getFileName() + " answered " + answer.statusCode()
                        + " " + answer.body());
            }
        } catch (IOException e) {
            throw LocalException.failed("the upload of " + file.getFileName() + " failed: " + e);
        }
    }

    /** Fetches all files of an entity into a folder. */
    public List<Path> download(String resource, String id, Path folder) throws InterruptedException {
        String path = "/" + resource + "/" + id + "/downlinks";
        List<Path> files = new ArrayList<>();
        for (JsonNode link : accepted("GET " + path, get(path))) {
            Path file =
                    folder.resolve(link.path("artifact").path("path").asText()).normalize();
            if (!file.startsWith(folder)) {
                throw LocalException.failed("the API names a file outside the download: " + file);
            }
            fetch(link.path("signedURL"), file);
            files.add(file);
        }
        return files;
    }

    private void fetch(JsonNode signed, Path file) throws InterruptedException {
        try {
            Files.createDirectories(file.getParent());
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(signed.path("url").asText()))
                    .timeout(Duration.ofMinutes(5))
                    .GET();
            headers(signed, request);
            HttpResponse<Path> answer = http.send(request.build(), BodyHandlers.ofFile(file));
            if (answer.statusCode() != 200) {
                throw LocalException.failed(
                        "the download of " + file.getFileName() + " answered " + answer.statusCode());
            }
        } catch (IOException e) {
            throw LocalException.failed("the download of " + file.getFileName() + " failed: " + e);
        }
    }

    private static void headers(JsonNode signed, HttpRequest.Builder request) {
        signed.path("headers").properties().forEach(header -> {
            // The JDK's client sets it itself, and refuses to be told.
            if (!header.getKey().equalsIgnoreCase("content-length")) {
                request.header(header.getKey(), header.getValue().asText());
            }
        });
    }

    private HttpRequest.Builder creation(String resource, JsonNode body, String key) {
        return request("/" + resource)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint + path))
                .timeout(BOUND)
                .header("Accept", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), json.readTree(answer.body()));
        } catch (IOException e) {
            throw LocalException.failed(request.method() + " " + request.uri() + " failed: " + e);
        }
    }

    /**
     * The body of a good answer.
     *
     * @throws LocalException with what the API said, otherwise
     */
    public static JsonNode accepted(String what, Answer answer) {
        if (answer.status() / 100 != 2) {
            throw LocalException.failed(what + " answered " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
