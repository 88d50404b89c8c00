package io.dyff.node.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP forward proxy on loopback, for programs that are given {@code http_proxy}. It knows the names of Services and
 * nothing else. Bodies pass through in both directions as they come, without any limit of size or time.
 *
 * <p>It stands on Vert.x's server and client and not on its ready-made proxy, which holds the head of an
 * answer back until its body begins, keeps whole bodies for HTTP/1.0 clients, loses trailers, and answers 502 for some of
 * the cache headers that pods may send.
 */
public final class ForwardProxy implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ForwardProxy.class);
    private static final int BACKLOG = 512;
    private static final int HEAD_LIMIT = 64 * 1024;
    private static final int CONNECT_MS = 2_000;
    private static final int MOST_TO_ONE_POD = 4096;
    private static final int SECONDS = 20;

    private final Vertx vertx;
    private final HttpServer server;

    private ForwardProxy(int port, Resolver resolver) {
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        // A connection to a pod carries one request: none is sent to one that the pod is about to close.
        HttpClient pods = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(MOST_TO_ONE_POD)
                .setConnectTimeout(CONNECT_MS)
                .setMaxInitialLineLength(HEAD_LIMIT)
                .setMaxHeaderSize(HEAD_LIMIT));
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setAcceptBacklog(BACKLOG)
                        .setHttp2ClearTextEnabled(false)
                        .setMaxInitialLineLength(HEAD_LIMIT)
                        .setMaxHeaderSize(HEAD_LIMIT))
                .requestHandler(request -> new Exchange(vertx, pods, request).run(resolver));
    }

    /**
     * Starts a proxy.
     *
     * @param port 0 for a free one
     */
    public static ForwardProxy start(int port, Resolver resolver) throws IOException {
        ForwardProxy proxy = new ForwardProxy(port, resolver);
        try {
            await(proxy.server.listen());
        } catch (IOException taken) {
            proxy.close();
            throw new IOException(
                    "the forward proxy cannot listen on 127.0.0.1:" + port + ": " + taken.getMessage(), taken);
        }
        return proxy;
    }

    public int port() {
        return server.actualPort();
    }

    /** What programs are given as {@code http_proxy}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        try {
            await(vertx.close());
        } catch (IOException broken) {
            log.warn("the forward proxy did not close in order: {}", broken.getMessage());
        }
    }

    private static void await(io.vertx.core.Future<?> step) throws IOException {
        Future<?> done = step.toCompletionStage().toCompletableFuture();
        try {
            done.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException(
                    failed.getCause() == null ? "too slow" : failed.getCause().getMessage(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }
}
