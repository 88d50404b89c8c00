package io.dyff.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A hub on loopback whose every repository has one file. */
final class TestingHub implements AutoCloseable {
    static final String COMMIT = "c0ffee00".repeat(5);
    static final String FILE = "config.json";

    private static final byte[] CONTENT = "{\"model_type\": \"tiny\"}".getBytes(UTF_8);

    private final HttpServer server;

    TestingHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean asksForList = exchange.getRequestURI().getPath().startsWith("/api/models/");
            byte[] answer = asksForList ? list().getBytes(UTF_8) : CONTENT;
            try (exchange) {
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
    }

    private static String list() {
        return """
                {"sha": "%s", "siblings": [{"rfilename": "%s", "size": %d, "blobId": "%s"}]}
                """.formatted(COMMIT, FILE, CONTENT.length, blobId());
    }

    private static String blobId() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(("blob " + CONTENT.length + "\0").getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest(CONTENT));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
