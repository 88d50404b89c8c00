package io.dyff.operator.rows.exchange;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends a request to an inference service and sorts what comes back; never retries by itself. */
public final class Exchange {

    private final HttpClient http;
    private final int bodyLimit;

    /** @param bodyLimit the most bytes of an answer, packed or not */
    public Exchange(HttpClient http, int bodyLimit) {
        this.http = http;
        this.bodyLimit = bodyLimit;
    }

    /** @param timeout for the whole exchange; an interrupt or the time-out abandons it */
    public Answer send(HttpRequest request, Duration timeout) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request, info -> new CappedBody(bodyLimit));
        try {
            return sort(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Answer.TimedOut("no answer within " + timeout.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            return sortFailure(e.getCause() == null ? e : e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    private Answer sort(HttpResponse<byte[]> response) {
        byte[] body;
        try {
            body = AnswerBody.plain(response.headers(), response.body(), bodyLimit);
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

    /** Says why there was no answer at all. */
    public static String failure(Throwable cause) {
        return "connection failed: "
                + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }
}
