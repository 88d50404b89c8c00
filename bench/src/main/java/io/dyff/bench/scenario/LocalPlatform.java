package io.dyff.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.bench.load.ProcessCost;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.RunState;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.Project;
import io.dyff.local.launch.UpOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** A whole platform for a scenario, with a client that speaks its HTTP. */
final class LocalPlatform implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Platform platform;
    private final HttpClient client = HttpClient.newHttpClient();

    private LocalPlatform(Platform platform) {
        this.platform = platform;
    }

    /** Starts it in the folder; returns when it is ready. */
    static LocalPlatform start(Path folder) throws InterruptedException {
        return new LocalPlatform(
                Platform.start(DataFolder.create(folder), Project.here(), UpOptions.standard(), sentence -> {}));
    }

    Platform platform() {
        return platform;
    }

    /** Processor time so far of all its processes and what they started: api, operator, infrastructure, database, pods. */
    Duration cpu() {
        return platform.processes().stream()
                .map(RunState.Child::process)
                .filter(Objects::nonNull)
                .map(process -> ProcessCost.cpuOfTree(process.pid()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    URI endpoint() {
        return URI.create(Objects.requireNonNull(platform.endpoint()));
    }

    String token() {
        return Objects.requireNonNull(platform.settings().token());
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                to(path).header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("POST " + path + " answered " + answer.statusCode() + ": "
                    + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return JSON.readTree(answer.body());
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(to(path).build(), BodyHandlers.ofByteArray());
    }

    JsonNode read(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    HttpResponse<byte[]> put(URI url, byte[] body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(url)
                        .PUT(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(endpoint() + path)).header("Authorization", "Bearer " + token());
    }

    @Override
    public void close() throws InterruptedException {
        platform.close();
    }
}
