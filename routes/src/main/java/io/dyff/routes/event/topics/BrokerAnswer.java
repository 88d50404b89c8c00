package io.dyff.routes.event.topics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;

/** Waits for what an administrative client asked the broker. */
public final class BrokerAnswer {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PAUSE_MS = 100;

    private BrokerAnswer() {}

    /** @throws IllegalStateException when the broker refuses (its word is the cause's cause), or does not answer */
    public static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while talking to the broker", e);
        }
    }

    /** Asks again while a broker that is busy, or hears of a change a moment later than others, cannot say it yet. */
    public static <T> T eventually(Supplier<KafkaFuture<T>> question) {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return get(question.get());
            } catch (IllegalStateException e) {
                boolean passes = e.getCause() instanceof ExecutionException refusal
                        && refusal.getCause() instanceof RetriableException;
                if (!passes || Instant.now().isAfter(limit)) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Leaves the broker a moment. */
    public static void pause() {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(PAUSE_MS, TimeUnit.MILLISECONDS))
                .join();
    }
}
