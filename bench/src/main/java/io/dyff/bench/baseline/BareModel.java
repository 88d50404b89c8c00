package io.dyff.bench.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An inference service that answers at once: {@code POST /…/N} with N bytes of text that cannot be compressed, {@code GET
 * /first} with when the first request since the last such question came, in milliseconds since 1970.
 */
public final class BareModel {
    private static final AtomicLong FIRST = new AtomicLong();
    private static final byte[] HEAD = "{\"choices\":[{\"text\":\"".getBytes(UTF_8);
    private static final byte[] TAIL = "\"}]}".getBytes(UTF_8);
    private static final byte[] NOISE = noise();

    private BareModel() {}

    /** The port is in the environment, as {@code PORT}. */
    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(System.getenv("PORT"))), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", BareModel::answer);
        server.createContext("/ready", exchange -> send(exchange, new byte[] {'{', '}'}));
        server.createContext(
                "/first",
                exchange -> send(exchange, Long.toString(FIRST.getAndSet(0)).getBytes(UTF_8)));
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        FIRST.compareAndSet(0, System.currentTimeMillis());
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        int bytes = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        send(exchange, answer(bytes));
    }

    /** A piece of the noise, each time another one. */
    private static byte[] answer(int bytes) {
        byte[] answer = new byte[HEAD.length + bytes + TAIL.length];
        System.arraycopy(HEAD, 0, answer, 0, HEAD.length);
        System.arraycopy(NOISE, ThreadLocalRandom.current().nextInt(NOISE.length - bytes), answer, HEAD.length, bytes);
        System.arraycopy(TAIL, 0, answer, HEAD.length + bytes, TAIL.length);
        return answer;
    }

    private static byte[] noise() {
        byte[] noise = new byte[12 << 20];
        new Random(7).nextBytes(noise);
        return Base64.getEncoder().encode(noise);
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
