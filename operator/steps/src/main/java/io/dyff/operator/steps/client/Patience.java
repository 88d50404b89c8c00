package io.dyff.operator.steps.client;

import io.dyff.operator.steps.manifest.ClientOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * How long one worker waits before it tries again, and when it gives up: after limit × delay of waiting without a
 * success. Once the service has answered, a retry waits the delay, so the limit counts retries. Before that the wait
 * grows from a quarter of a second to the delay and costs only what it lasts, so that a fresh session is used promptly
 * and limit × delay stays the longest wait for its start (contract/schema.md section 8.5).
 */
final class Patience {

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    private final Duration delay;
    private final Duration limit;
    private Duration spent = Duration.ZERO;
    private Duration startWait = FIRST_WAIT;

    Patience(ClientOptions options) {
        delay = options.transientErrorRetryDelay();
        limit = delay.multipliedBy(options.transientErrorRetryLimit());
    }

    /** @return how long to wait before the next try, or empty when it is time to give up */
    Optional<Duration> afterTransientError(boolean serviceWasSeen, Optional<Duration> retryAfter) {
        Duration wait = retryAfter.orElse(serviceWasSeen ? delay : nextStartWait());
        spent = spent.plus(serviceWasSeen ? delay : wait);
        return spent.compareTo(limit) > 0 ? Optional.empty() : Optional.of(wait);
    }

    private Duration nextStartWait() {
        Duration wait = startWait.compareTo(delay) < 0 ? startWait : delay;
        startWait = wait.multipliedBy(3).dividedBy(2);
        return wait;
    }

    void afterSuccess() {
        spent = Duration.ZERO;
    }
}
