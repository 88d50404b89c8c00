package io.dyff.node.proxy;

import static io.vertx.core.http.HttpHeaders.CLOSE;
import static io.vertx.core.http.HttpHeaders.CONNECTION;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its response, both streamed at the same time: who reads slowly slows the other side down. */
final class Exchange {

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final long LAST_WORDS_MS = 500;

    private final Vertx vertx;
    private final HttpClient pods;
    private final HttpServerRequest request;
    private final HttpServerResponse response;

    Exchange(Vertx vertx, HttpClient pods, HttpServerRequest request) {
        this.vertx = vertx;
        this.pods = pods;
        this.request = request;
        this.response = request.response();
    }

    void run(Resolver resolver) {
        request.pause();
        Optional<Target> target = Target.of(request.uri());
        List<String> codings = Fields.codings(request.headers());
        if (target.isEmpty()) {
            refuse(400, "this is a forward proxy: it takes http://<service>.<namespace>[:<port>]/… and nothing else");
        } else if (!codings.isEmpty() && !codings.equals(List.of("chunked"))) {
            refuse(501, "the only transfer coding here is chunked");
        } else {
            switch (resolver.resolve(target.get().host(), target.get().port())) {
                case Resolution.Refused refused -> refuse(refused.status(), refused.text());
                case Resolution.Found found -> forward(target.get(), found);
            }
        }
    }

    private void forward(Target target, Resolution.Found found) {
        String name = target.host() + ":" + target.port();
        connect(target, found.addresses().iterator())
                .onSuccess(outgoing -> send(outgoing, name))
                .onFailure(none -> refuse(503, "no ready pod of " + name + " takes connections: " + none.getMessage()));
    }

    /** Connects to the first address that lets us: nothing has been sent yet, so another one is as good. */
    private Future<HttpClientRequest> connect(Target target, Iterator<InetSocketAddress> addresses) {
        Future<HttpClientRequest> attempt = pods.request(new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(addresses.next()))
                .setHost(target.host())
                .setPort(target.port())
                .setMethod(request.method())
                .setURI(target.path()));
        return addresses.hasNext() ? attempt.recover(refused -> connect(target, addresses)) : attempt;
    }

    private void send(HttpClientRequest outgoing, String name) {
        if (response.closed()) {
            outgoing.reset();
            return;
        }
        // A client that goes away while it waits takes its request with it, so that nobody works for no one.
        response.closeHandler(gone -> outgoing.reset());
        outgoing.exceptionHandler(broken -> log.debug("a request to {} broke: {}", name, broken.getMessage()));
        outgoing.continueHandler(willing -> response.writeContinue());
        outgoing.response()
                .onSuccess(answer -> answer(outgoing, answer))
                .onFailure(none -> refuse(502, "the pod of " + name + " gave no answer: " + none.getMessage()));
        Fields.pass(request.headers(), outgoing.headers());
        boolean chunked = !Fields.codings(request.headers()).isEmpty();
        if (chunked || Fields.sized(request.headers())) {
            outgoing.setChunked(chunked).sendHead();
            // A pod that hears no more may have answered all the same: the reader of its answer finds out.
            request.pipe().endOnFailure(false).to(outgoing);
        } else {
            outgoing.end();
            request.resume();
        }
    }

    private void answer(HttpClientRequest outgoing, HttpClientResponse answer) {
        response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        Fields.pass(answer.headers(), response.headers());
        boolean untilEnd = !Fields.sized(answer.headers()) && request.version() == HttpVersion.HTTP_1_0;
        response.setChunked(!Fields.sized(answer.headers()) && !untilEnd);
        boolean last = untilEnd || !request.isEnded();
        if (last) {
            response.putHeader(CONNECTION, CLOSE);
        }
        if (!untilEnd) {
            response.writeHead();
        }
        answer.pipe()
                .endOnComplete(false)
                .to(response)
                .onSuccess(all -> end(outgoing, answer, last))
                .onFailure(broken -> response.reset());
    }

    private void end(HttpClientRequest outgoing, HttpClientResponse answer, boolean last) {
        response.trailers().addAll(answer.trailers());
        response.end();
        if (last) {
            outgoing.reset();
            hangUp();
        }
    }

    private void refuse(int status, String text) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader(CONTENT_TYPE, "text/plain; charset=utf-8")
                    .putHeader(CONNECTION, CLOSE)
                    .end(text + "\n");
            hangUp();
        }
    }

    /** A connection that is closed while input is unread is reset, and the answer may be lost with it. */
    private void hangUp() {
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        long timer =
                vertx.setTimer(LAST_WORDS_MS, enough -> request.connection().close());
        request.resume();
        request.end().onComplete(heard -> {
            vertx.cancelTimer(timer);
            request.connection().close();
        });
    }
}
