package io.dyff.operator.steps.client;

import io.dyff.operator.steps.http.EnvironmentProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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
    Answer ask(RequestContent content, Duration timeout) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Content-Type", content.type())
                .header("Accept", "application/json")
                .POST(content.publisher());
        if (ownConnections) {
            request.header("Connection", "close");
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request.build(), info -> new CappedBody(BODY_LIMIT));
        try {
            return sort(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Answer.TimedOut("no answer within " + seconds(timeout) + " (client.requestTimeoutSeconds)");
        } catch (ExecutionException e) {
            return sortFailure(e.getCause() == null ? e : e.getCause());
        } finally {
            exchange.cancel(true);
        }
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
            return Optional.of(failure(e));
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    private static Answer sort(HttpResponse<byte[]> response) {
        byte[] body;
        try {
            body = AnswerBody.plain(response.headers(), response.body(), BODY_LIMIT);
        } catch (IOException e) {
            String problem = String.valueOf(e.getMessage());
            return isSuccess(response)
                    ? new Answer.Unusable(response.statusCode(), problem)
                    : refused(response, "(" + problem + ")");
        }
        return isSuccess(response)
                ? AnswerJson.read(response.statusCode(), response.headers(), body)
                : refused(response, AnswerJson.excerpt(body));
    }

    private static boolean isSuccess(HttpResponse<?> response) {
        return response.statusCode() / 100 == 2;
    }

    private static Answer refused(HttpResponse<?> response, String excerpt) {
        return AnswerStatus.sort(response.statusCode(), response.headers(), excerpt);
    }

    private static Answer sortFailure(Throwable cause) {
        rethrowError(cause);
        if (cause instanceof CappedBody.TooLargeException) {
            return new Answer.Unusable(null, String.valueOf(cause.getMessage()));
        }
        return new Answer.Transient(null, failure(cause), Optional.empty());
    }

    /** Want of memory shows itself in the HTTP client's threads too; it is ours and no fault of the service. */
    private static void rethrowError(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error error) {
                throw error;
            }
        }
    }

    private static String failure(Throwable cause) {
        return "connection failed: "
                + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }
}
