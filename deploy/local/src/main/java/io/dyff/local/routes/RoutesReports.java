package io.dyff.local.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.Ports;
import io.dyff.local.instance.RunState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the services of an instance say of their routes, at {@code /actuator/dyffroutes}. */
public final class RoutesReports implements AutoCloseable {
    private static final String ALL_SERVICES = "routes";
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 50;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(BOUND)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, URI> processes = new LinkedHashMap<>();

    /** @param folder of the instance; it need not run */
    public RoutesReports(DataFolder folder) {
        RunState state = folder.runState().orElse(null);
        if (state == null || !state.supervisor().isAlive()) {
            return;
        }
        for (RunState.Child child : state.processes()) {
            portOf(child.name())
                    .ifPresent(name -> processes.put(
                            child.name(),
                            URI.create("http://127.0.0.1:" + folder.settings().port(name) + "/actuator/dyffroutes")));
        }
    }

    private static Optional<String> portOf(String process) {
        return switch (process) {
            case ALL_SERVICES -> Optional.of(Ports.API);
            case Ports.API, Ports.AGGREGATE, Ports.SINK, Ports.ORCHESTRATE, Ports.WATCH -> Optional.of(process);
            default -> Optional.empty();
        };
    }

    /** False when nothing runs that has routes. */
    public boolean areThere() {
        return !processes.isEmpty();
    }

    /** The report of each process, by its name. */
    public Map<String, JsonNode> all() throws InterruptedException {
        Map<String, JsonNode> reports = new TreeMap<>();
        for (Map.Entry<String, URI> process : processes.entrySet()) {
            reports.put(process.getKey(), report(process.getKey(), process.getValue()));
        }
        return reports;
    }

    /**
     * Waits until each process serves these overrides, or has refused them.
     *
     * @param texts by file name
     * @param since when the folder was made to hold them
     * @return why they were refused, empty when they serve
     */
    public List<String> await(Map<String, String> texts, Instant since, Duration bound) throws InterruptedException {
        Map<String, String> hashes = new TreeMap<>();
        texts.forEach((name, text) -> hashes.put(name, hash(text)));
        CountDownLatch never = new CountDownLatch(1);
        Instant end = Instant.now().plus(bound);
        List<String> waiting;
        do {
            waiting = new ArrayList<>();
            for (Map.Entry<String, JsonNode> report : all().entrySet()) {
                List<String> refused = refused(report.getValue(), since);
                if (!refused.isEmpty()) {
                    return refused;
                }
                if (!served(report.getValue()).equals(hashes)) {
                    waiting.add(report.getKey());
                }
            }
            if (waiting.isEmpty()) {
                return List.of();
            }
        } while (Instant.now().isBefore(end) && !never.await(POLL_MILLIS, TimeUnit.MILLISECONDS));
        throw LocalException.failed(
                String.join(", ", waiting) + " has not said within " + bound.toSeconds() + " s what it makes of them");
    }

    private static List<String> refused(JsonNode report, Instant since) {
        List<String> refused = new ArrayList<>();
        JsonNode newest = report.path("history").path(0);
        if (newest.path("outcome").asText().equals("refused")
                && !Instant.parse(newest.path("at").asText()).isBefore(since)) {
            newest.path("refused").forEach(reason -> refused.add(reason.asText()));
        }
        return refused;
    }

    private static Map<String, String> served(JsonNode report) {
        Map<String, String> hashes = new TreeMap<>();
        report.path("overrides")
                .forEach(text -> hashes.put(
                        text.path("file").asText(), text.path("sha256").asText()));
        return hashes;
    }

    private JsonNode report(String process, URI uri) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(uri).timeout(BOUND).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw LocalException.failed(process + " answers " + answer.statusCode() + " when asked for its routes");
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw LocalException.failed(process + " does not answer when asked for its routes: " + e.getMessage());
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
