package io.dyff.operator.steps.client;

import io.dyff.operator.rows.exchange.Answer;
import io.dyff.operator.steps.manifest.ClientOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before a row is asked again, and when to give it up: after as many transient errors as
 * client.transientErrorRetryLimit says, after a few time-outs or useless answers. What the service asks to wait is waited
 * and costs the row nothing; client.totalTimeoutSeconds bounds it.
 */
final class Patience {

    /** More of these seldom help, and each has cost the service a whole answer. */
    private static final int COSTLY_RETRIES = 2;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** So that those who were sent away together do not come back together. */
    private static final double JITTER = 0.1;

    private final Duration delay;
    private final int limit;
    private int errors;
    private int costly;

    Patience(ClientOptions options) {
        delay = options.transientErrorRetryDelay();
        limit = options.transientErrorRetryLimit();
    }

    /** @return how long to wait before the next try, or empty when there is to be none */
    Optional<Duration> after(Answer answer) {
        return switch (answer) {
            case Answer.Success success -> Optional.empty();
            case Answer.BadRequest bad -> Optional.empty();
            case Answer.Misdirected wrong -> Optional.empty();
            case Answer.Transient error ->
                error.retryAfter().isPresent()
                        ? Optional.of(jittered(error.retryAfter().get()))
                        : ++errors > limit ? Optional.empty() : Optional.of(jittered(delay));
            case Answer.TimedOut late -> afterCostly();
            case Answer.Unusable useless -> afterCostly();
        };
    }

    private Optional<Duration> afterCostly() {
        costly++;
        if (costly > Math.min(limit, COSTLY_RETRIES)) {
            return Optional.empty();
        }
        Duration pause = FIRST_PAUSE.multipliedBy(costly);
        return Optional.of(jittered(pause.compareTo(delay) < 0 ? pause : delay));
    }

    private static Duration jittered(Duration wait) {
        return wait.plusMillis(
                (long) (wait.toMillis() * JITTER * ThreadLocalRandom.current().nextDouble()));
    }
}
