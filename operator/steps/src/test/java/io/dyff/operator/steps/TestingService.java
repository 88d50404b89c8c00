package io.dyff.operator.steps;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An inference service on loopback that does what a test tells it, and is ready from the start unless told otherwise. */
final class TestingService implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();

    TestingService(HttpHandler handler) throws IOException {
        this(handler, exchange -> exchange.sendResponseHeaders(200, -1));
    }

    /** @param ready answers GET /ready, which is not counted as a call */
    TestingService(HttpHandler handler, HttpHandler ready) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            try (exchange) {
                // Whatever the handler answers, the request has been read; it may read it again.
                exchange.setStreams(
                        new ByteArrayInputStream(exchange.getRequestBody().readAllBytes()), null);
                handler.handle(exchange);
            }
        });
        server.createContext("/ready", exchange -> {
            try (exchange) {
                ready.handle(exchange);
            }
        });
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
