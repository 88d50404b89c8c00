package io.dyff.kube.http;

import io.dyff.kube.object.ApiError;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.KeyStoreOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket side: reads requests, asks for the bearer token, runs each call on a virtual thread, writes answers.
 *
 * <p>Vert.x instead of the JDK's server, because watches of the fabric8 client are WebSockets, and because a closed
 * connection is noticed at once and not at the next write.
 */
public final class Frontend implements AutoCloseable {
    /**
     * The one first that needs no special instructions: Java uses those only in what its second compiler has compiled, and
     * the local programs run without it. AES-GCM then encrypts 10 MB/s, ChaCha20 45 (one core of an AMD EPYC, Java 25).
     */
    private static final List<String> CIPHERS =
            List.of("TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384");

    private static final Logger LOG = LoggerFactory.getLogger(Frontend.class);
    /** As large as etcd lets the real server's requests be, about. */
    private static final int MOST_BODY_BYTES = 3 * 1024 * 1024;

    private static final List<String> OPEN_PATHS = List.of("/healthz", "/livez", "/readyz", "/version");
    private static final int START_SECONDS = 20;

    private final byte[] bearer;
    private final Function<Call, Answer> handler;
    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("kube-call-", 0).factory());
    private final Vertx vertx;
    private final HttpServer server;

    public Frontend(InetSocketAddress address, Certificate certificate, String token, Function<Call, Answer> handler)
            throws IOException {
        this.bearer = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.handler = handler;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        HttpServerOptions options = new HttpServerOptions()
                .setHost(address.getHostString())
                .setPort(address.getPort())
                .setSsl(true)
                .setKeyCertOptions(keys(certificate))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setMaxInitialLineLength(64 * 1024)
                .setMaxHeaderSize(64 * 1024)
                .setMaxWebSocketFrameSize(8 * 1024 * 1024)
                .setMaxWebSocketMessageSize(16 * 1024 * 1024)
                .setTcpNoDelay(true);
        CIPHERS.forEach(options::addEnabledCipherSuite);
        this.server = vertx.createHttpServer(options).requestHandler(this::accept);
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IOException("The API server cannot listen on " + address + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while starting", e);
        }
    }

    private static KeyStoreOptions keys(Certificate certificate) throws IOException {
        try (ByteArrayOutputStream store = new ByteArrayOutputStream()) {
            certificate.keys().store(store, certificate.password().toCharArray());
            return new KeyStoreOptions()
                    .setType("PKCS12")
                    .setPassword(certificate.password())
                    .setValue(Buffer.buffer(store.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate cannot be used for serving", e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    private void accept(HttpServerRequest request) {
        if (request.headers().contains("Upgrade", "websocket", true)) {
            request.pause();
            calls.execute(() -> answer(request, new byte[0]));
            return;
        }
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() <= MOST_BODY_BYTES) {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> calls.execute(() -> answer(request, body.getBytes())));
    }

    private void answer(HttpServerRequest request, byte[] body) {
        Answer answer;
        try {
            requireBearer(request);
            if (body.length > MOST_BODY_BYTES) {
                throw ApiError.tooLarge(MOST_BODY_BYTES);
            }
            answer = handler.apply(call(request, body));
        } catch (ApiError e) {
            answer = Answer.json(e.code(), e.status());
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            answer = Answer.json(
                    500, ApiError.internal(String.valueOf(e.getMessage())).status());
        }
        switch (answer) {
            case Answer.Document document -> write(request, document);
            case Answer.Stream stream -> stream(request, stream);
        }
    }

    private void requireBearer(HttpServerRequest request) {
        String path = request.path();
        if (OPEN_PATHS.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"))) {
            return;
        }
        String given = request.getHeader("Authorization");
        if (given == null || !MessageDigest.isEqual(bearer, given.getBytes(StandardCharsets.UTF_8))) {
            throw ApiError.unauthorized();
        }
    }

    private static Call call(HttpServerRequest request, byte[] body) {
        Map<String, String> query = new HashMap<>();
        request.params().forEach(entry -> query.put(entry.getKey(), entry.getValue()));
        MultiMap headers = request.headers();
        String accept = String.join(",", headers.getAll("Accept"));
        String type = headers.get("Content-Type");
        String agent = headers.get("User-Agent");
        return new Call(
                request.method().name(),
                request.path(),
                query,
                accept,
                type == null ? "" : type,
                agent == null ? "unknown" : agent,
                body);
    }

    private static void write(HttpServerRequest request, Answer.Document document) {
        HttpServerResponse response = request.response();
        response.setStatusCode(document.code()).putHeader("Content-Type", document.contentType());
        Warnings.headers(document.warnings()).forEach(text -> response.headers().add("Warning", text));
        response.end(Buffer.buffer(document.body())).onFailure(e -> LOG.debug("The client of {} left", request.path()));
    }

    private void stream(HttpServerRequest request, Answer.Stream stream) {
        Thread pump = Thread.currentThread();
        try {
            if (request.headers().contains("Upgrade", "websocket", true)) {
                ServerWebSocket socket = await(request.toWebSocket());
                socket.closeHandler(closed -> pump.interrupt());
                stream.pump().run(messages -> sendFrames(socket, messages));
                socket.close();
            } else {
                HttpServerResponse response = request.response();
                response.closeHandler(closed -> pump.interrupt());
                response.setChunked(true).putHeader("Content-Type", stream.contentType());
                await(response.writeHead());
                stream.pump().run(messages -> sendChunk(response, messages));
                response.end();
            }
        } catch (InterruptedException | InterruptedIOException | ClientLeft e) {
            LOG.debug("The client of {} left", request.path());
        } catch (Exception e) {
            LOG.warn("The stream of {} broke", request.path(), e);
            request.connection().close();
        }
    }

    private static void sendChunk(HttpServerResponse response, List<byte[]> messages) throws InterruptedException {
        Buffer chunk = Buffer.buffer();
        messages.forEach(chunk::appendBytes);
        await(response.write(chunk));
    }

    private static void sendFrames(ServerWebSocket socket, List<byte[]> messages) throws InterruptedException {
        for (byte[] message : messages) {
            await(socket.writeTextMessage(new String(message, StandardCharsets.UTF_8)));
        }
    }

    /** The connection was closed by the other side. */
    private static final class ClientLeft extends RuntimeException {
        ClientLeft(Throwable cause) {
            super(cause);
        }
    }

    private static <T> T await(Future<T> future) throws InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new ClientLeft(e);
        }
    }

    @Override
    public void close() {
        calls.shutdown();
        try {
            if (!calls.awaitTermination(2, TimeUnit.SECONDS)) {
                calls.shutdownNow();
            }
            vertx.close().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The server's sockets did not close in order", e);
        }
    }
}
