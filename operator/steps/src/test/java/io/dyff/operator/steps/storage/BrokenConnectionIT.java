package io.dyff.operator.steps.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage that closes the first connection while its client waits to be let send a body. */
class BrokenConnectionIT {

    @Test
    void shouldSendTheFileAgainWhenTheConnectionWasClosed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        CompletableFuture<String> stored = new CompletableFuture<>();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, stored));
            StorageSettings settings = new StorageSettings(
                    URI.create("http://127.0.0.1:" + server.getLocalPort()), "id", "secret", "us-east-1", Map.of());
            try (ObjectStorage storage = new ObjectStorage(settings)) {
                storage.upload(file, new StorageLocation("bucket", "key"));
            }
            assertThat(stored.get(3, TimeUnit.MINUTES)).contains("content");
        }
    }

    private static void serve(ServerSocket server, CompletableFuture<String> stored) {
        try {
            try (Socket closed = server.accept()) {
                head(new BufferedInputStream(closed.getInputStream()));
            }
            try (Socket kept = server.accept()) {
                InputStream in = new BufferedInputStream(kept.getInputStream());
                String head = head(in);
                OutputStream out = kept.getOutputStream();
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
                String body = new String(in.readNBytes(length(head)), US_ASCII);
                out.write("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
                out.flush();
                stored.complete(body);
            }
        } catch (IOException e) {
            stored.completeExceptionally(e);
        }
    }

    /** Up to the empty line. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client left: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElseThrow();
    }
}
