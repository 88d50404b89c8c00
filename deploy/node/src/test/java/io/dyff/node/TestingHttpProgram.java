package io.dyff.node;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** A small program to run in pods: says on every path which pod it is; /ready and /health fail while a file says so. */
public final class TestingHttpProgram {

    private TestingHttpProgram() {}

    public static void main(String[] args) throws IOException {
        String host = System.getenv("HOST");
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            boolean sick = Files.exists(Path.of(System.getenv("TMPDIR"), path.substring(1) + ".fails"));
            byte[] body = System.getenv("HOSTNAME").getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(sick ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.out.println("listening");
    }
}
