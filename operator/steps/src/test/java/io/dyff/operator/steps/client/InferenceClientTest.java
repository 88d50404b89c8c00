package io.dyff.operator.steps.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.dyff.operator.rows.exchange.Answer;
import io.dyff.operator.rows.exchange.RequestContent;
import io.dyff.operator.steps.http.EnvironmentProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's HTTP side against a real server on loopback. */
class InferenceClientTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    HttpServer server;
    final CountDownLatch testEnds = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        testEnds.countDown();
        server.stop(0);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void serve(HttpHandler handler) {
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Answer ask(URI target, Map<String, String> environment, Duration timeout) throws Exception {
        return new InferenceClient(target, new EnvironmentProxy(environment))
                .ask(RequestContent.of(JSON.readTree("{\"prompt\":\"hi\"}")), timeout);
    }

    private Answer ask() throws Exception {
        return ask(url("/"), Map.of(), TIMEOUT);
    }

    @Test
    void shouldPostJsonOnAConnectionOfItsOwn() throws Exception {
        var seen = new AtomicReference<String>();
        serve(exchange -> {
            seen.set(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("Connection") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            send(exchange, 200, "{\"a\":1}");
        });
        assertThat(ask()).isEqualTo(new Answer.Success(200, JSON.readTree("{\"a\":1}"), 0));
        assertThat(seen).hasValue("POST application/json close {\"prompt\":\"hi\"}");
    }

    @Test
    void shouldAskTheProxyForTheServicesAddress() throws Exception {
        var seen = new AtomicReference<String>();
        serve(exchange -> {
            seen.set(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Host") + " "
                    + exchange.getRequestHeaders().getFirst("Connection"));
            send(exchange, 200, "{}");
        });
        ask(
                URI.create("http://eval-1-infer.workflows:80/openai/v1/completions"),
                Map.of("http_proxy", url("").toString(), "no_proxy", "127.0.0.1"),
                TIMEOUT);
        assertThat(seen).hasValue("http://eval-1-infer.workflows:80/openai/v1/completions eval-1-infer.workflows null");
    }

    @Test
    void shouldSendAgainWhenAKeptConnectionWasClosed() throws Exception {
        try (var proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                answerOnceThenHangUp(proxy);
                answerOnceThenHangUp(proxy);
            });
            var client = new InferenceClient(
                    URI.create("http://service.workflows:80/"),
                    new EnvironmentProxy(Map.of("http_proxy", "http://127.0.0.1:" + proxy.getLocalPort())));
            assertThat(client.ask(RequestContent.of(JSON.nullNode()), TIMEOUT)).isInstanceOf(Answer.Success.class);
            assertThat(client.ask(RequestContent.of(JSON.nullNode()), TIMEOUT)).isInstanceOf(Answer.Success.class);
        }
    }

    /** Promises to keep the connection, and closes it on the second request. */
    private static void answerOnceThenHangUp(ServerSocket server) {
        try (Socket connection = server.accept()) {
            readRequest(connection);
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
            readRequest(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request of this test ends with its body, null. */
    private static void readRequest(Socket connection) throws IOException {
        var request = new StringBuilder();
        int next = connection.getInputStream().read();
        while (next >= 0 && !request.append((char) next).toString().endsWith("\r\n\r\nnull")) {
            next = connection.getInputStream().read();
        }
    }

    @Test
    void shouldNotFollowRedirections() throws Exception {
        serve(exchange -> {
            exchange.getResponseHeaders().set("Location", url("/elsewhere").toString());
            send(exchange, 302, "");
        });
        assertThat(ask()).isEqualTo(new Answer.Misdirected(302, "HTTP 302 to " + url("/elsewhere")));
    }

    @Test
    void shouldTakeOnlyJson() throws Exception {
        serve(exchange -> send(exchange, 200, "<html>"));
        assertThat(ask()).isEqualTo(new Answer.Unusable(200, "the answer is not JSON: <html>"));
    }

    @Test
    void shouldCleanWhatAMessageCannotCarry() throws Exception {
        serve(exchange -> send(exchange, 500, "a\0b\u001b[31m\nc"));
        assertThat(ask()).isEqualTo(new Answer.Transient(500, "HTTP 500 a\uFFFDb\uFFFD[31m c", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", ""})
    void shouldUnpackAnAnswerThatNobodyAskedToPack(String encoding) throws Exception {
        serve(exchange -> sendPacked(exchange, 200, encoding, gzip("{\"a\":1}")));
        assertThat(ask()).isEqualTo(new Answer.Success(200, JSON.readTree("{\"a\":1}"), 0));
    }

    @Test
    void shouldShowAPackedComplaint() throws Exception {
        serve(exchange -> sendPacked(exchange, 400, "gzip", gzip("prompt too long")));
        assertThat(ask()).isEqualTo(new Answer.BadRequest(400, "HTTP 400 prompt too long"));
    }

    @Test
    void shouldNameAnEncodingThatItCannotUnpack() throws Exception {
        serve(exchange -> sendPacked(exchange, 200, "br", new byte[] {1, 2, 3}));
        assertThat(ask()).isEqualTo(new Answer.Unusable(200, "the answer is encoded as br, which nobody asked for"));
    }

    @Test
    void shouldNameAPackedAnswerThatIsDamaged() throws Exception {
        serve(exchange -> sendPacked(exchange, 200, "gzip", new byte[] {1, 2, 3}));
        assertThat(ask())
                .isInstanceOfSatisfying(
                        Answer.Unusable.class,
                        answer -> assertThat(answer.message()).startsWith("the answer says it is gzip"));
    }

    @Test
    void shouldLimitWhatAPackedAnswerUnpacksTo() throws Exception {
        byte[] bomb = gzip(" ".repeat((64 << 20) + 1));
        serve(exchange -> sendPacked(exchange, 200, "gzip", bomb));
        assertThat(ask()).isEqualTo(new Answer.Unusable(200, "the answer is larger than " + (64 << 20) + " bytes"));
    }

    private static void sendPacked(HttpExchange exchange, int status, String encoding, byte[] body) throws IOException {
        if (!encoding.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Encoding", encoding);
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void shouldNotTakeAnEmptyAnswer() throws Exception {
        serve(exchange -> send(exchange, 204, ""));
        assertThat(ask()).isEqualTo(new Answer.Unusable(204, "the answer is empty"));
    }

    @Test
    void shouldCallAClosedPortTransient() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(ask(URI.create("http://127.0.0.1:" + closed + "/"), Map.of(), TIMEOUT))
                .isInstanceOfSatisfying(
                        Answer.Transient.class,
                        answer -> assertThat(answer.message()).startsWith("connection failed: "));
    }

    @Test
    void shouldCallAnUnknownHostTransient() throws Exception {
        assertThat(ask(URI.create("http://nowhere.invalid:80/"), Map.of(), TIMEOUT))
                .isInstanceOf(Answer.Transient.class);
    }

    @Test
    void shouldLimitTheWholeExchangeAndNotOnlyItsBeginning() throws Exception {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"a\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            waitForTheEnd();
        });
        assertThat(ask(url("/"), Map.of(), Duration.ofMillis(300)))
                .isEqualTo(new Answer.TimedOut("no answer within 0.3 s (client.requestTimeoutSeconds)"));
    }

    private void waitForTheEnd() {
        try {
            assertThat(testEnds.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldStopReadingAnAnswerThatWouldNotEnd() throws Exception {
        byte[] block = new byte[1 << 20];
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 80; i++) {
                exchange.getResponseBody().write(block);
            }
        });
        assertThat(ask(url("/"), Map.of(), Duration.ofSeconds(30)))
                .isEqualTo(new Answer.Unusable(null, "the answer is larger than " + (64 << 20) + " bytes"));
    }
}
