package io.dyff.operator.steps.client;

import io.dyff.operator.rows.exchange.Answer;
import io.dyff.operator.rows.exchange.Exchange;
import io.dyff.operator.rows.exchange.RequestContent;
import io.dyff.operator.steps.http.EnvironmentProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/** Sends one request body to the inference endpoint and sorts what comes back; never retries by itself. */
final class InferenceClient {

    static {
        // Lets a request ask for a connection of its own, so that a cluster Service balances between replicas.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
        // A kept connection may be closed by the other side just when it is used again. The request was not answered
        // then, so it is sent again at once, and costs no retry.
        System.setProperty("jdk.httpclient.enableAllMethodRetry", "true");
    }

    private static final int BODY_LIMIT = 64 << 20;
    private static final Set<Integer> NOT_THERE_YET = Set.of(502, 503, 504);

    private final URI target;
    private final HttpClient http;
    private final Exchange exchange;
    private final boolean ownConnections;

    InferenceClient(URI target, EnvironmentProxy proxy) {
        this.target = target;
        // A forward proxy balances by itself, and connections to it are worth keeping.
        this.ownConnections = !proxy.isUsedFor(target);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(proxy)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        this.exchange = new Exchange(http, BODY_LIMIT);
    }

    /** @param timeout for the whole exchange; an interrupt or the time-out abandons it */
    Answer ask(RequestContent content, Duration timeout) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Content-Type", content.type())
                .header("Accept", "application/json")
                .POST(content.publisher());
        if (ownConnections) {
            request.header("Connection", "close");
        }
        Answer answer = exchange.send(request.build(), timeout);
        return answer instanceof Answer.TimedOut late
                ? new Answer.TimedOut(late.message() + " (client.requestTimeoutSeconds)")
                : answer;
    }

    /**
     * Whether the service takes requests, asked where all runners say so (contract/data.md section 6.1). Only what means
     * that nobody is there yet counts as no; a service without this path is there.
     *
     * @return empty when it does, else what came back
     */
    Optional<String> notServing(Duration timeout) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target.resolve("/ready"))
                .timeout(timeout)
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            return NOT_THERE_YET.contains(status) ? Optional.of("HTTP " + status) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(Exchange.failure(e));
        }
    }
}
