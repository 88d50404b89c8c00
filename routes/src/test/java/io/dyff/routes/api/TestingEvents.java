package io.dyff.routes.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A reader of server-sent events. */
final class TestingEvents implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;
    private static final String END = "(end)";
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private String id = "";

    /** An event; a comment is one of the name {@code :}, an id alone one without a name. */
    record Event(String name, String id, JsonNode data) {}

    /** @param lastEventId absent on a first request */
    static TestingEvents open(int port, String token, String path, @Nullable String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new TestingEvents(request.build());
    }

    private TestingEvents(HttpRequest request) {
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The next event that is no comment. */
    Event next() {
        Event event = any();
        while (event.name.equals(":")) {
            event = any();
        }
        return event;
    }

    /** The next event, or comment. */
    Event any() {
        try {
            Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event).as("an event within " + PATIENCE_SECONDS + " s").isNotNull();
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asserts that the stream ends now, whatever else it still says. */
    void awaitEnd() {
        while (!any().name.equals(END)) {
            // What was on its way.
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            String name = "";
            boolean moved = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    events.add(new Event(":", id, Json.mapper().missingNode()));
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                    moved = true;
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, id, Json.parse(line.substring(6).getBytes(UTF_8))));
                } else if (line.isEmpty()) {
                    if (moved && name.isEmpty()) {
                        events.add(new Event("", id, Json.mapper().missingNode()));
                    }
                    name = "";
                    moved = false;
                }
            }
        } catch (IOException e) {
            // Closed by the test, or broken off: both are the end.
        }
        events.add(new Event(END, id, Json.mapper().missingNode()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
