package io.dyff.node.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One request and its response, both streamed at the same time. */
final class Exchange {

    private static final String VIA = "1.1 dyff-node";
    private static final long SENT_MS = 1_000;

    private final BufferedInputStream fromClient;
    private final OutputStream toClient;
    private final Socket upstream;
    private final CountDownLatch requestSent = new CountDownLatch(1);
    private volatile boolean responseDone;
    private volatile boolean clientGone;

    Exchange(BufferedInputStream fromClient, OutputStream toClient, Socket upstream) {
        this.fromClient = fromClient;
        this.toClient = toClient;
        this.upstream = upstream;
    }

    /** Returns whether the client's connection can carry another request. */
    boolean run(HttpHead request, String method, String path, String version) throws IOException {
        boolean chunked = request.chunked();
        OptionalLong length = request.contentLength();
        boolean old = version.equals("HTTP/1.0");
        boolean keep = keeps(request, old);
        HttpHead head = request.forwarded(method + " " + path + " HTTP/1.1")
                .with("Via", VIA)
                .with("Connection", "close");
        if (!chunked && length.orElse(0) == 0) {
            requestSent.countDown();
        }
        Thread sending =
                Thread.ofVirtual().name("forward-proxy-request").start(() -> send(head, chunked, length.orElse(0)));
        boolean framed = respond(method.equals("HEAD"), old, keep);
        responseDone = true;
        if (!keep || !framed || !sentAll()) {
            return false;
        }
        join(sending); // it watches the client's input, until the next request comes
        return !clientGone;
    }

    private static boolean keeps(HttpHead request, boolean old) {
        return old
                ? request.has("Connection", "keep-alive") || request.has("Proxy-Connection", "keep-alive")
                : !request.has("Connection", "close") && !request.has("Proxy-Connection", "close");
    }

    /** A pod may answer before it has heard everything; then the rest of the request is in the way of the next one. */
    private boolean sentAll() {
        try {
            return requestSent.await(SENT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void send(HttpHead head, boolean chunked, long length) {
        try {
            PodOutput out = new PodOutput(upstream.getOutputStream());
            out.write(head.bytes());
            BodyCopy body = new BodyCopy(fromClient, out);
            if (chunked) {
                body.chunks(true);
            } else {
                body.length(length);
            }
            requestSent.countDown();
            watch();
        } catch (PodOutput.Broken deaf) {
            // The pod hears no more. It may have answered all the same: the reader of its answer finds out.
        } catch (IOException broken) {
            abandon();
        }
    }

    /** A client that goes away while it waits takes its request with it, so that nobody works for no one. */
    private void watch() throws IOException {
        fromClient.mark(1);
        if (fromClient.read() < 0) {
            clientGone = true;
            abandon();
        } else {
            fromClient.reset();
        }
    }

    private void abandon() {
        clientGone = true;
        if (!responseDone) {
            try {
                upstream.close();
            } catch (IOException already) {
                // It is closed, which is what was wanted.
            }
        }
    }

    /** Returns whether the client can tell where the response ends. */
    private boolean respond(boolean noBody, boolean old, boolean keep) throws IOException {
        BufferedInputStream fromUpstream = new BufferedInputStream(upstream.getInputStream());
        HttpHead response = head(fromUpstream);
        while (interim(response)) {
            if (!old) {
                toClient.write(response.forwarded(response.startLine()).bytes());
            }
            response = head(fromUpstream);
        }
        Framing framing = framing(response, noBody);
        boolean chunks = framing.chunked() && !old;
        boolean framed = framing.empty() || framing.length().isPresent() || chunks;
        HttpHead head = response.forwarded(response.startLine()).with("Via", VIA);
        head = framing.chunked() && old ? head.without("Transfer-Encoding") : head;
        toClient.write(
                head.with("Connection", keep && framed ? "keep-alive" : "close").bytes());
        try {
            pass(framing, new BodyCopy(fromUpstream, toClient), chunks);
        } catch (HttpException malformed) {
            throw new IOException("the pod's answer broke off: " + malformed.getMessage(), malformed);
        }
        return framed;
    }

    /** How a response tells its end: by having no body, by its length, by chunks, or by the end of the connection. */
    private record Framing(boolean empty, boolean chunked, OptionalLong length) {}

    private static Framing framing(HttpHead response, boolean noBody) throws HttpException {
        try {
            int status = status(response);
            boolean empty = noBody || status == 204 || status == 304;
            return new Framing(empty, response.chunked(), response.contentLength());
        } catch (HttpException malformed) {
            throw new HttpException(502, "the pod's answer is malformed: " + malformed.getMessage());
        }
    }

    private static void pass(Framing framing, BodyCopy body, boolean chunks) throws IOException {
        if (framing.empty()) {
            return;
        }
        if (framing.chunked()) {
            body.chunks(chunks);
        } else if (framing.length().isPresent()) {
            body.length(framing.length().getAsLong());
        } else {
            body.untilEnd();
        }
    }

    private HttpHead head(BufferedInputStream in) throws IOException {
        try {
            Optional<HttpHead> head = HttpHead.read(in, ProxyConnection.HEAD_LIMIT);
            if (head.isPresent()) {
                return head.get();
            }
        } catch (IOException broken) {
            if (clientGone) {
                throw new IOException("the client went away", broken);
            }
            throw new HttpException(502, "the pod did not answer: " + broken.getMessage());
        }
        throw new HttpException(502, "the pod closed the connection without an answer");
    }

    private static boolean interim(HttpHead response) throws HttpException {
        int status = status(response);
        if (status == 101) {
            throw new HttpException(502, "the pod changed the protocol without being asked");
        }
        return status >= 100 && status < 200;
    }

    private static int status(HttpHead response) throws HttpException {
        String[] words = response.startLine().split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5][0-9]{2}")) {
            throw new HttpException(502, "the pod's answer is not HTTP/1.1");
        }
        return Integer.parseInt(words[1]);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
