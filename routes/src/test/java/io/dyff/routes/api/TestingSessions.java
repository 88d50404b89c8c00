package io.dyff.routes.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
    private static final Map<String, byte[]> BROKEN = new ConcurrentHashMap<>();
    private static final HttpServer SERVER = server();
    private static final ServerSocket FRONT = front();

    /** Lets the session's model answer with that. */
    public static void model(String session, Function<HttpExchange, Reply> model) {
        MODELS.put("session-" + session + ".default", model);
    }

    /** Lets the session's model say that, as it stands, and hang up. */
    public static void breakingOff(String session, String answer) {
        BROKEN.put("session-" + session + ".default", answer.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String proxy = "http://127.0.0.1:" + FRONT.getLocalPort();
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

    /** Stands before the server, which always ends its answers well. */
    private static ServerSocket front() {
        try {
            ServerSocket front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> {
                while (!front.isClosed()) {
                    accept(front);
                }
            });
            return front;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void accept(ServerSocket front) {
        try {
            Socket caller = front.accept();
            Thread.ofVirtual().start(() -> serve(caller));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(Socket caller) {
        try (caller;
                Socket server = new Socket(
                        InetAddress.getLoopbackAddress(), SERVER.getAddress().getPort())) {
            String head = head(caller.getInputStream());
            byte[] broken = BROKEN.get(head.replaceFirst("(?s)^\\S+ http://([^:/]+).*", "$1"));
            if (broken != null) {
                caller.getOutputStream().write(broken);
                caller.shutdownOutput();
                caller.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            server.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            Thread.ofVirtual().start(() -> pump(caller, server));
            pump(server, caller);
        } catch (IOException e) {
            // Either side hung up: the other one notices.
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // As above.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.toString();
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
