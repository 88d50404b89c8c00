package io.dyff.local.infra;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Answers {@code GET /health}: 200 once every part runs, 503 before and while they stop. */
final class Health implements AutoCloseable {
    private final HttpServer server;
    private volatile String state = "starting";

    Health(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new IllegalStateException("port " + port + " on 127.0.0.1 cannot be used", e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> {
            byte[] body = ("{\"status\":\"" + state + "\"}\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(state.equals("ready") ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    void ready() {
        state = "ready";
    }

    void stopping() {
        state = "stopping";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
