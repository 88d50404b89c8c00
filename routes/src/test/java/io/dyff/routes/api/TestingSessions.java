package io.dyff.routes.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The forward proxy behind which sessions run, with models that answer what a test wants. */
public final class TestingSessions implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    /** An answer of a model. */
    public record Reply(int status, String contentType, byte[] body) {}

    private static final Map<String, Function<HttpExchange, Reply>> MODELS = new ConcurrentHashMap<>();
    private static final HttpServer SERVER = server();

    /** Lets the session's model answer with that. */
    public static void model(String session, Function<HttpExchange, Reply> model) {
        MODELS.put("session-" + session + ".default", model);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String proxy = "http://127.0.0.1:" + SERVER.getAddress().getPort();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("sessions", Map.of("dyff.inference.proxy", proxy)));
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", TestingSessions::answer);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Function<HttpExchange, Reply> model =
                    MODELS.get(String.valueOf(exchange.getRequestURI().getHost()));
            Reply reply = model == null ? new Reply(502, "text/plain", new byte[0]) : model.apply(exchange);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.getResponseHeaders().set("Set-Cookie", "a=b");
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }
}
