package io.dyff.routes.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Writes server-sent events. Source: the HTML standard, section 9.2. An exception means that the reader is gone. */
final class EventWriter {
    private final OutputStream out;
    private long written = System.nanoTime();

    EventWriter(OutputStream out) {
        this.out = out;
    }

    /** Says how long a client waits before it connects again. */
    void retry(Duration delay) throws IOException {
        write("retry: " + delay.toMillis() + "\n\n");
    }

    /** Says up to where the client has everything, without an event. */
    void id(String id) throws IOException {
        write("id: " + id + "\n\n");
    }

    /** An event that a client can connect again after. */
    void event(String id, String name, JsonNode data) throws IOException {
        write("id: " + id + "\nevent: " + name + "\n", data);
    }

    /** An event that is no place to connect again after. */
    void event(String name, JsonNode data) throws IOException {
        write("event: " + name + "\n", data);
    }

    /** A comment, unless something was written within the time. */
    void heartbeat(Duration silence) throws IOException {
        if (System.nanoTime() - written >= silence.toNanos()) {
            write(":\n\n");
        }
    }

    /** JSON as it is written here has no line end in it, so it is one line of data. */
    private void write(String head, JsonNode data) throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.writeBytes((head + "data: ").getBytes(UTF_8));
        event.writeBytes(Json.bytes(data));
        event.writeBytes("\n\n".getBytes(UTF_8));
        write(event.toByteArray());
    }

    private void write(String text) throws IOException {
        write(text.getBytes(UTF_8));
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        written = System.nanoTime();
    }
}
