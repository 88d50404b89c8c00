package io.dyff.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private ApiClient api;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v0/datasets", this::answer);
        server.start();
        api = new ApiClient("http://127.0.0.1:" + server.getAddress().getPort() + "/v0", null);
    }

    @AfterEach
    void end() {
        api.close();
        server.stop(0);
    }

    @Test
    void shouldCreateUnderOneKeyWhenTheApiAsksForPatience() throws Exception {
        statuses.addAll(List.of(503, 200));

        assertThat(api.create("datasets", JsonNodeFactory.instance.objectNode())
                        .path("status")
                        .asInt())
                .isEqualTo(200);

        assertThat(keys).hasSize(2).doesNotContainNull();
        assertThat(keys.getFirst()).isEqualTo(keys.getLast());
    }

    @Test
    void shouldSayAtOnceWhatTheApiRefuses() {
        statuses.add(422);

        assertThatThrownBy(() -> api.create("datasets", JsonNodeFactory.instance.objectNode()))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("POST /datasets answered 422");

        assertThat(keys).hasSize(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        int status = statuses.remove();
        byte[] body = "{\"status\": %d}".formatted(status).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
