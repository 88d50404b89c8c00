package io.dyff.routes.api.bytes;

import io.dyff.operator.rows.exchange.Answer;
import io.dyff.operator.rows.exchange.Exchange;
import io.dyff.operator.rows.exchange.RequestContent;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Speaks HTTP with the Service in front of a session's replicas. The rule for its address is written here only. Source:
 * contract/api.md section 9.
 */
public final class SessionClient implements AutoCloseable {
    private static final int MOST_ANSWER = 1 << 20;

    private final HttpClient http;
    private final String namespace;
    private final Duration readyTimeout;

    /** @param namespace where sessions run */
    public SessionClient(InferenceSettings settings, String namespace) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout());
        if (settings.proxy() != null) {
            builder.proxy(ProxySelector.of(new InetSocketAddress(
                    settings.proxy().getHost(), settings.proxy().getPort())));
        }
        this.http = builder.build();
        this.namespace = namespace;
        this.readyTimeout = settings.readyTimeout();
    }

    /** The URI of a path of the session. */
    public URI uri(String session, String encodedPathAndQuery) {
        return URI.create("http://session-" + session + "." + namespace + ":80/" + encodedPathAndQuery);
    }

    /** Asks the session whether it is ready; silence and errors mean no. */
    public boolean isReady(String session) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(session, "ready"))
                .timeout(readyTimeout)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() < 400;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks the session what an evaluation would ask, and waits for the whole answer. */
    public Answer ask(String session, String endpoint, RequestContent content, Duration timeout)
            throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(session, endpoint))
                .header("Content-Type", content.type())
                .header("Accept", "application/json")
                .POST(content.publisher())
                .build();
        return new Exchange(http, MOST_ANSWER).send(request, timeout);
    }

    /** Sends a request and returns when the answer's head is there; its body streams. No limit on the time it takes. */
    HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofInputStream());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
