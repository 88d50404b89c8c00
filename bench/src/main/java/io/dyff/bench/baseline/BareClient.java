package io.dyff.bench.baseline;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The plainest program with the duty of the evaluation client: sends so many requests over so many connections and drops what
 * is answered. No dataset, no pipelines, no schema, no outcomes, no storage. Prints requests per second.
 */
public final class BareClient {
    private static final String BODY = "{\"prompt\":\"" + "w".repeat(60) + "\",\"model\":\"mock\"}";

    private BareClient() {}

    /** @param args port of the proxy, target, requests, connections */
    public static void main(String[] args) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]))))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(args[1]))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(BODY))
                .build();
        AtomicInteger left = new AtomicInteger(Integer.parseInt(args[2]));
        long began = System.nanoTime();
        try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Integer.parseInt(args[3]); i++) {
                connections.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        send(http, request);
                    }
                    return null;
                });
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(Locale.ROOT, "%.1f%n", Integer.parseInt(args[2]) / seconds);
    }

    private static void send(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        int status = http.send(request, BodyHandlers.ofByteArray()).statusCode();
        if (status != 200) {
            throw new IOException("HTTP " + status);
        }
    }
}
