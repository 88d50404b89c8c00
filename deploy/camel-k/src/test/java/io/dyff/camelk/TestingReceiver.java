package io.dyff.camelk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Receives webhooks on loopback, and refuses those that it is told to refuse. */
final class TestingReceiver implements AutoCloseable {

    /** What was posted and received; names of headers are in lower case. */
    record Delivery(String method, String path, Map<String, String> headers, String body) {}

    private final List<Delivery> received = new CopyOnWriteArrayList<>();
    private final Predicate<String> refused;
    private final HttpServer server;

    /** @param refused bodies that are answered with status 500 */
    TestingReceiver(Predicate<String> refused) {
        this.refused = refused;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/evaluations";
    }

    List<Delivery> received() {
        return List.copyOf(received);
    }

    List<String> bodies() {
        return received.stream().map(Delivery::body).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean takes = !refused.test(body);
        if (takes) {
            received.add(new Delivery(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath(), headers(exchange), body));
        }
        exchange.sendResponseHeaders(takes ? 204 : 500, -1);
        exchange.close();
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return headers;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
