package io.dyff.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.node.NodeCounters;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy on real sockets, with both sides spoken by hand. */
@Timeout(30)
class ForwardProxyTest {

    private final NodeCounters counters = new NodeCounters();
    private TestingUpstream upstream;
    private ForwardProxy proxy;
    private Socket client;
    private BufferedInputStream in;
    private OutputStream out;

    private void serve(TestingUpstream.Script script, InetSocketAddress... deadFirst) throws IOException {
        upstream = new TestingUpstream(script);
        proxy = ForwardProxy.start(0, upstream.resolver(deadFirst), counters);
        connect();
    }

    private void connect() throws IOException {
        client = new Socket("127.0.0.1", proxy.port());
        in = new BufferedInputStream(client.getInputStream());
        out = client.getOutputStream();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        proxy.close();
        upstream.close();
    }

    @Test
    void shouldRewriteHeadAndKeepClientConnection() throws Exception {
        serve((head, body, answer) -> write(answer, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nKeep-Alive: x\r\n\r\nok"));

        for (int i = 0; i < 3; i++) {
            write(
                    out,
                    "GET http://model.work:80/a/b?c=d HTTP/1.1\r\n"
                            + "Host: other\r\n"
                            + "X: 1\r\n"
                            + "Connection: X-Hop, keep-alive\r\n"
                            + "X-Hop: y\r\n"
                            + "Proxy-Authorization: secret\r\n"
                            + "Upgrade: h2c\r\n\r\n");
            HttpHead answer = head();
            assertThat(answer.startLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(answer.values("Keep-Alive")).isEmpty();
            assertThat(answer.values("Connection")).containsExactly("keep-alive");
            assertThat(text(2)).isEqualTo("ok");
        }
        HttpHead seen = upstream.heads.take();
        assertThat(seen.startLine()).isEqualTo("GET /a/b?c=d HTTP/1.1");
        assertThat(seen.values("Host")).containsExactly("model.work");
        assertThat(seen.values("X")).containsExactly("1");
        assertThat(seen.values("X-Hop")).isEmpty();
        assertThat(seen.values("Proxy-Authorization")).isEmpty();
        assertThat(seen.values("Upgrade")).isEmpty();
        assertThat(counters.count(NodeCounters.Deed.REQUEST_PROXIED)).isEqualTo(3);
    }

    @Test
    void shouldStreamBothWaysAtTheSameTime() throws Exception {
        serve((head, body, answer) -> {
            write(answer, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            BodyCopy echo = new BodyCopy(body, answer);
            echo.chunks(true);
        });

        write(out, "POST http://model/x HTTP/1.1\r\nHost: m\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertThat(head().chunked()).isTrue();
        for (String word : new String[] {"one", "two", "six"}) {
            write(out, "3\r\n" + word + "\r\n");
            assertThat(text(8)).isEqualTo("3\r\n" + word + "\r\n");
        }
        write(out, "0\r\nTrailer: t\r\n\r\n");

        assertThat(text(17)).isEqualTo("0\r\nTrailer: t\r\n\r\n");
    }

    @Test
    void shouldPassLargeBodiesOfKnownLength() throws Exception {
        byte[] block = new byte[1 << 16];
        serve((head, body, answer) -> {
            long length = head.contentLength().orElseThrow();
            body.skipNBytes(length);
            write(answer, "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
            for (long sent = 0; sent < length; sent += block.length) {
                answer.write(block);
            }
        });
        long length = 64L * block.length;

        write(out, "PUT http://model/x HTTP/1.1\r\nHost: m\r\nContent-Length: " + length + "\r\n\r\n");
        for (int i = 0; i < 64; i++) {
            out.write(block);
        }

        assertThat(head().contentLength()).hasValue(length);
        in.skipNBytes(length);
    }

    @Test
    void shouldPassInterimResponsesOn() throws Exception {
        serve((head, body, answer) -> {
            write(answer, "HTTP/1.1 100 Continue\r\n\r\n");
            body.skipNBytes(4);
            write(answer, "HTTP/1.1 204 No Content\r\n\r\n");
        });

        write(out, "POST http://model/x HTTP/1.1\r\nHost: m\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        assertThat(head().startLine()).contains("100");
        write(out, "body");

        assertThat(head().startLine()).contains("204");
    }

    @Test
    void shouldTryNextPodWhenOneTakesNoConnection() throws Exception {
        InetSocketAddress dead;
        try (var closed = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            dead = new InetSocketAddress("127.0.0.1", closed.getLocalPort());
        }
        serve((head, body, answer) -> write(answer, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), dead);

        write(out, "GET http://model/ HTTP/1.1\r\nHost: m\r\n\r\n");

        assertThat(head().startLine()).contains("200");
    }

    @Test
    void shouldAnswerWhileRequestIsStillSentAndThenClose() throws Exception {
        serve((head, body, answer) -> write(answer, "HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig"));

        write(out, "POST http://model/x HTTP/1.1\r\nHost: m\r\nContent-Length: 1000000\r\n\r\nxxx");

        assertThat(head().startLine()).contains("413");
        assertThat(text(3)).isEqualTo("big");
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void shouldNotLetBrokenResponseLookComplete() throws Exception {
        serve((head, body, answer) -> write(answer, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));

        write(out, "GET http://model/ HTTP/1.1\r\nHost: m\r\n\r\n");
        head();

        assertThat(resetWhileReading()).isTrue();
    }

    @Test
    void shouldEndRequestOfClientThatGoesAway() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        serve((head, body, answer) -> {
            asked.countDown();
            if (body.read() < 0) {
                throw new IOException("client is gone");
            }
        });
        write(out, "GET http://model/slow HTTP/1.1\r\nHost: m\r\n\r\n");
        asked.await();

        client.close();

        assertThat(upstream.ends.poll(10, TimeUnit.SECONDS)).contains("client is gone");
    }

    @Test
    void shouldEndUnframedResponseWithConnection() throws Exception {
        serve((head, body, answer) -> write(answer, "HTTP/1.0 200 OK\r\n\r\nall of it"));

        write(out, "GET http://model/ HTTP/1.1\r\nHost: m\r\n\r\n");

        assertThat(head().values("Connection")).containsExactly("close");
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("all of it");
    }

    @Test
    void shouldUnchunkForOldClients() throws Exception {
        serve((head, body, answer) ->
                write(answer, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"));

        write(out, "GET http://model/ HTTP/1.0\r\n\r\n");

        assertThat(head().values("Transfer-Encoding")).isEmpty();
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("abc");
    }

    @Test
    void shouldRefuseWhatItCannotServe() throws Exception {
        serve((head, body, answer) -> write(answer, "nonsense\r\n\r\n"));

        assertThat(refusal("GET http://nobody/ HTTP/1.1\r\n\r\n")).contains("502", "there is no Service nobody");
        assertThat(refusal("GET / HTTP/1.1\r\nHost: model\r\n\r\n")).contains("400", "forward proxy");
        assertThat(refusal("GET https://model/ HTTP/1.1\r\n\r\n")).contains("400");
        assertThat(refusal("CONNECT model.work:80 HTTP/1.1\r\n\r\n")).contains("400");
        assertThat(refusal("GET http://u:p@model/ HTTP/1.1\r\n\r\n")).contains("400");
        assertThat(refusal("GET http://model/ HTTP/1.1\r\nX : y\r\n\r\n")).contains("400");
        assertThat(refusal("GET http://model/ HTTP/1.1\r\nA: b\r\n folded\r\n\r\n"))
                .contains("400");
        assertThat(refusal("POST http://model/ HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .contains("400");
        assertThat(refusal("POST http://model/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"))
                .contains("400");
        assertThat(refusal("POST http://model/ HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"))
                .contains("501");
        assertThat(refusal("GET http://model/ HTTP/1.1\r\nX: " + "x".repeat(70_000) + "\r\n\r\n"))
                .contains("431");
        assertThat(refusal("GET http://model/ HTTP/1.1\r\n\r\n")).contains("502", "not HTTP");
        assertThat(counters.count(NodeCounters.Deed.REQUEST_REFUSED)).isEqualTo(12);
    }

    private String refusal(String request) throws IOException {
        connect();
        write(out, request);
        String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        client.close();
        return answer;
    }

    private boolean resetWhileReading() throws IOException {
        try {
            in.readAllBytes();
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private HttpHead head() throws IOException {
        Optional<HttpHead> head = HttpHead.read(in, 100_000);
        return head.orElseThrow();
    }

    private String text(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
