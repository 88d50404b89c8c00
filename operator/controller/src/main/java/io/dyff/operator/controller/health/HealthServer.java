package io.dyff.operator.controller.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
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
     * @param ages time since the last pass of each unfinished resource
     * @param patience age above which the process counts as stuck
     */
    public HealthServer(
            InetSocketAddress address,
            BooleanSupplier ready,
            Supplier<Map<String, Duration>> ages,
            Duration patience,
            Figures figures)
            throws IOException {
        server = HttpServer.create(address, 0);
        server.setExecutor(executor);
        server.createContext("/health/live", exchange -> answer(exchange, stuck(ages.get(), patience)));
        server.createContext("/health/ready", exchange -> answer(exchange, ready.getAsBoolean() ? "" : "not ready"));
        server.createContext("/metrics", exchange -> send(exchange, 200, figures.text() + gauge(ages.get())));
        server.start();
    }

    /** The address that is really listened on. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static String stuck(Map<String, Duration> ages, Duration patience) {
        return ages.entrySet().stream()
                .filter(age -> age.getValue().compareTo(patience) > 0)
                .findFirst()
                .map(age -> "%s was not reconciled for %d s"
                        .formatted(age.getKey(), age.getValue().toSeconds()))
                .orElse("");
    }

    private static String gauge(Map<String, Duration> ages) {
        String name = "dyff_operator_last_reconcile_age_seconds";
        StringBuilder out =
                new StringBuilder("# HELP %s Time since the last pass of an unfinished resource.%n# TYPE %s gauge%n"
                        .formatted(name, name));
        ages.forEach((resource, age) ->
                out.append("%s{resource=\"%s\"} %.3f%n".formatted(name, resource, age.toMillis() / 1000.0)));
        return out.toString();
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
