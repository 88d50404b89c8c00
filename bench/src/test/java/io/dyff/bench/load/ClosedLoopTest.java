package io.dyff.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
    private static final byte[] GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII);
    private final AtomicInteger served = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldCountEachGoodAnswerOnce() throws Exception {
        answer(200, 5);
        Latencies latencies = load();
        assertThat(latencies.count()).isEqualTo(served.get()).isPositive();
        assertThat(latencies.refused()).isZero();
    }

    @Test
    void shouldReadChunkedAnswers() throws Exception {
        answer(200, 0);
        assertThat(load().count()).isEqualTo(served.get()).isPositive();
    }

    @Test
    void shouldCountRefusedAnswersApart() throws Exception {
        answer(429, 5);
        Latencies latencies = load();
        assertThat(latencies.refused()).isEqualTo(served.get()).isPositive();
        assertThat(latencies.count()).isZero();
    }

    @Test
    void shouldOpenANewConnectionWhenTheServerEndsOne() throws Exception {
        server.createContext("/", exchange -> {
            served.incrementAndGet();
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        assertThat(load().count()).isEqualTo(served.get()).isGreaterThan(2);
    }

    private Latencies load() throws InterruptedException {
        URI target = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new ClosedLoop(target, 2, Duration.ofMillis(500)).run(() -> GET);
    }

    private void answer(int status, long length) {
        server.createContext("/", exchange -> {
            served.incrementAndGet();
            exchange.sendResponseHeaders(status, length);
            exchange.getResponseBody().write("hello".getBytes(US_ASCII));
            exchange.close();
        });
    }
}
