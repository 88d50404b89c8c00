package io.dyff.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Reads a stream of logs. */
final class TestingStream implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final boolean reads;
    private final List<JsonNode> texts = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private volatile int closeCode;
    private @Nullable WebSocket socket;

    private TestingStream(boolean reads) {
        this.reads = reads;
    }

    /** @param path of the logs */
    static TestingStream open(int port, String token, String path) {
        return new TestingStream(true).connect(port, token, path);
    }

    /** Opens it and takes no message. */
    static TestingStream openAndReadNothing(int port, String token, String path) {
        return new TestingStream(false).connect(port, token, path);
    }

    /** The status with which HTTP refuses to open it. */
    static int refused(int port, @Nullable String token, String path) {
        try (TestingStream opened = new TestingStream(true).connect(port, token, path)) {
            return 101;
        } catch (IllegalStateException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    private TestingStream connect(int port, @Nullable String token, String path) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        try {
            socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path + "/stream"), this)
                    .join();
            return this;
        } catch (CompletionException e) {
            throw new IllegalStateException("not opened", e.getCause());
        }
    }

    List<JsonNode> texts() {
        return List.copyOf(texts);
    }

    List<String> messages() {
        return texts.stream().map(text -> text.path("message").asText()).toList();
    }

    /** Why it was closed; 0 while it is open. */
    int closeCode() {
        return closeCode;
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reads) {
            opened.request(1);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            texts.add(json(part.toString()));
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closeCode = statusCode;
        return null;
    }

    private static JsonNode json(String text) {
        try {
            return Json.parse(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
