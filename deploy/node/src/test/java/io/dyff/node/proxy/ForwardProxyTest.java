package io.dyff.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy on real sockets, with both sides spoken by hand. */
@Timeout(30)
class ForwardProxyTest {

    private TestingUpstream upstream;
    private ForwardProxy proxy;
    private Socket client;
    private BufferedInputStream in;
    private OutputStream out;

    private void serve(TestingUpstream.Script script, InetSocketAddress... deadFirst) throws IOException {
        upstream = new TestingUpstream(script);
        proxy = ForwardProxy.start(0, upstream.resolver(deadFirst));
        connect();
    }

    private void connect() throws IOException {
        client = new Socket("127.0.0.1", proxy.port());
        client.setSoTimeout(15_000);
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
            TestingHead answer = head();
            assertThat(answer.startLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(answer.values("Keep-Alive")).isEmpty();
            assertThat(answer.values("Connection")).doesNotContain("close");
            assertThat(text(2)).isEqualTo("ok");
        }
        TestingHead seen = upstream.heads.take();
        assertThat(seen.startLine()).isEqualTo("GET /a/b?c=d HTTP/1.1");
        assertThat(seen.values("Host")).containsExactly("model.work");
        assertThat(seen.values("X")).containsExactly("1");
        assertThat(seen.values("X-Hop")).isEmpty();
        assertThat(seen.values("Proxy-Authorization")).isEmpty();
        assertThat(seen.values("Upgrade")).isEmpty();
        assertThat(upstream.heads).hasSize(2);
    }

    @Test
    void shouldStreamBothWaysAtTheSameTime() throws Exception {
        serve((head, body, answer) -> {
            write(answer, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 3; i++) {
                answer.write(body.readNBytes("3\r\none\r\n".length()));
            }
            body.skipNBytes("0\r\n\r\n".length());
            write(answer, "0\r\nSum: t\r\n\r\n");
        });

        write(out, "POST http://model/x HTTP/1.1\r\nHost: m\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertThat(head().values("Transfer-Encoding")).containsExactly("chunked");
        for (String word : new String[] {"one", "two", "six"}) {
            write(out, "3\r\n" + word + "\r\n");
            assertThat(text(8)).isEqualTo("3\r\n" + word + "\r\n");
        }
        write(out, "0\r\n\r\n");

        assertThat(text(13)).isEqualToIgnoringCase("0\r\nSum: t\r\n\r\n");
    }

    @Test
    void shouldPassLargeBodiesOfKnownLength() throws Exception {
        byte[] block = new byte[1 << 16];
        serve((head, body, answer) -> {
            long length = Long.parseLong(head.values("Content-Length").getFirst());
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

        assertThat(head().values("Content-Length")).containsExactly("" + length);
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

        assertThat(head().values("Content-Length")).containsExactly("10");
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("half");
    }

    @Test
    void shouldNotEndChunksOfBrokenResponse() throws Exception {
        serve((head, body, answer) ->
                write(answer, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"));

        write(out, "GET http://model/ HTTP/1.1\r\nHost: m\r\n\r\n");

        assertThat(head().values("Transfer-Encoding")).containsExactly("chunked");
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("3\r\nabc\r\n");
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

        assertThat(upstream.ends.poll(2, TimeUnit.MINUTES)).contains("client is gone");
    }

    @Test
    void shouldGiveUnframedResponseAnEnd() throws Exception {
        serve((head, body, answer) -> write(answer, "HTTP/1.0 200 OK\r\n\r\nall of it"));

        write(out, "GET http://model/ HTTP/1.1\r\nHost: m\r\n\r\n");

        assertThat(head().values("Transfer-Encoding")).containsExactly("chunked");
        assertThat(text(19)).isEqualTo("9\r\nall of it\r\n0\r\n\r\n");
    }

    @Test
    void shouldHoldPodBackWhileClientDoesNotRead() throws Exception {
        byte[] block = new byte[1 << 20];
        AtomicInteger sent = new AtomicInteger();
        serve((head, body, answer) -> {
            write(answer, "HTTP/1.1 200 OK\r\nContent-Length: " + 200L * block.length + "\r\n\r\n");
            for (int i = 0; i < 200; i++) {
                answer.write(block);
                sent.incrementAndGet();
            }
        });

        write(out, "GET http://model/ HTTP/1.1\r\nHost: m\r\n\r\n");
        head();
        AtomicInteger before = new AtomicInteger(-1);
        await().pollInterval(500, TimeUnit.MILLISECONDS).until(() -> before.getAndSet(sent.get()) == sent.get());

        assertThat(sent.get()).isLessThan(100);
        in.skipNBytes(200L * block.length);
    }

    @Test
    void shouldUnfoldFieldsOfTheHead() throws Exception {
        serve((head, body, answer) -> write(answer, "HTTP/1.1 204 No Content\r\n\r\n"));

        write(out, "GET http://model/ HTTP/1.1\r\nA: b\r\n folded\r\n\r\n");

        assertThat(head().startLine()).contains("204");
        assertThat(upstream.heads.take().values("A")).containsExactly("b folded");
    }

    @Test
    void shouldPassCacheFieldsThatNobodyHereNeedsOn() throws Exception {
        serve((head, body, answer) -> write(
                answer,
                "HTTP/1.1 200 OK\r\nCache-Control: public, max-age=99999999999\r\nDate: now\r\nExpires: 0\r\n"
                        + "Content-Length: 0\r\n\r\n"));

        write(out, "GET http://model/ HTTP/1.1\r\nHost: m\r\n\r\n");

        TestingHead head = head();
        assertThat(head.startLine()).contains("200");
        assertThat(head.values("Expires")).containsExactly("0");
        assertThat(head.values("Date")).containsExactly("now");
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
        assertThat(refusal("POST http://model/ HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .contains("400");
        assertThat(refusal("POST http://model/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"))
                .contains("400");
        assertThat(refusal("POST http://model/ HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"))
                .contains("501");
        assertThat(refusal("GET http://model/ HTTP/1.1\r\nX: " + "x".repeat(70_000) + "\r\n\r\n"))
                .contains("431");
        assertThat(refusal("GET http://model/ HTTP/1.1\r\n\r\n")).contains("502", "gave no answer");
    }

    private String refusal(String request) throws IOException {
        connect();
        write(out, request);
        String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        client.close();
        return answer;
    }

    private TestingHead head() throws IOException {
        return TestingHead.read(in);
    }

    private String text(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
