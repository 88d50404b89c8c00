package io.dyff.operator.controller.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Answers /health/live, /health/ready and /metrics. */
public final class HealthServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService executor = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().daemon().name("health-", 0).factory());

    /**
     * @param address where to listen; port 0 takes a free one
     * @param ready whether the operator does its work
     * @param longestWait the resource that has waited longest for the end of a pass, if any
     * @param patience wait above which the process counts as stuck
     */
    public HealthServer(
            InetSocketAddress address,
            BooleanSupplier ready,
            Supplier<Optional<Wait>> longestWait,
            Duration patience,
            Figures figures)
            throws IOException {
        server = HttpServer.create(address, 0);
        server.setExecutor(executor);
        server.createContext("/health/live", exchange -> answer(exchange, stuck(longestWait.get(), patience)));
        server.createContext("/health/ready", exchange -> answer(exchange, ready.getAsBoolean() ? "" : "not ready"));
        server.createContext("/metrics", exchange -> send(exchange, 200, figures.text() + gauge(longestWait.get())));
        server.start();
    }

    /** The address that is really listened on. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static String stuck(Optional<Wait> longest, Duration patience) {
        return longest.filter(wait -> wait.time().compareTo(patience) > 0)
                .map(wait -> "%s has waited for the end of a pass for %d s"
                        .formatted(wait.resource(), wait.time().toSeconds()))
                .orElse("");
    }

    private static String gauge(Optional<Wait> longest) {
        String name = "dyff_operator_longest_wait_seconds";
        double seconds = longest.map(wait -> wait.time().toMillis() / 1000.0).orElse(0.0);
        return "# HELP %1$s How long the pass that is overdue the longest has been wanted.%n# TYPE %1$s gauge%n%1$s %2$.3f%n"
                .formatted(name, seconds);
    }

    private static void answer(HttpExchange exchange, String problem) throws IOException {
        send(exchange, problem.isEmpty() ? 200 : 503, problem.isEmpty() ? "ok\n" : problem + "\n");
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
