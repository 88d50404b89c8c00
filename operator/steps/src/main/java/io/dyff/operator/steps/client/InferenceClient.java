package io.dyff.operator.steps.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one request body to the inference endpoint and sorts what comes back; never retries by itself. */
final class InferenceClient {

    static {
        // Lets a request ask for a connection of its own, so that a cluster Service balances between replicas.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
        // A kept connection may be closed by the other side just when it is used again. The request was not answered
        // then, so it is sent again at once, and costs no retry.
        System.setProperty("jdk.httpclient.enableAllMethodRetry", "true");
    }

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int BODY_LIMIT = 64 << 20;
    private static final int EXCERPT = 300;

    private final URI target;
    private final HttpClient http;
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
    }

    /** @param timeout for the whole exchange; an interrupt or the time-out abandons it */
    Answer ask(JsonNode body, Duration timeout) throws InterruptedException, JsonProcessingException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (ownConnections) {
            request.header("Connection", "close");
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request.build(), info -> new CappedBody(BODY_LIMIT));
        try {
            return sort(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Answer.Transient("no answer within " + seconds(timeout), Optional.empty());
        } catch (ExecutionException e) {
            return sortFailure(e.getCause() == null ? e : e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    private static Answer sort(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status < 200 || status > 299) {
            return AnswerStatus.sort(status, response.headers().firstValue("Retry-After"), excerpt(response.body()));
        }
        try {
            JsonNode body = JSON.readTree(response.body());
            return body.isMissingNode() ? new Answer.Unusable("the answer is empty") : new Answer.Success(body);
        } catch (IOException e) {
            return new Answer.Unusable("the answer is not JSON: " + excerpt(response.body()));
        }
    }

    private static Answer sortFailure(Throwable cause) {
        if (cause instanceof CappedBody.TooLargeException) {
            return new Answer.Unusable(String.valueOf(cause.getMessage()));
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Answer.Transient("connection failed: " + message, Optional.empty());
    }

    private static String excerpt(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, EXCERPT), StandardCharsets.UTF_8);
        return text.replaceAll("\\s+", " ").strip();
    }
}
