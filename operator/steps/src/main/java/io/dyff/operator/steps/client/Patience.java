package io.dyff.operator.steps.client;

import io.dyff.operator.steps.manifest.ClientOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * How long one worker waits before it tries again, and when it gives up: after as many transient errors in a row as
 * client.transientErrorRetryLimit says (contract/schema.md section 8.5).
 */
final class Patience {

    private final Duration delay;
    private final int limit;
    private int errors;

    Patience(ClientOptions options) {
        delay = options.transientErrorRetryDelay();
        limit = options.transientErrorRetryLimit();
    }

    /** @return how long to wait before the next try, or empty when it is time to give up */
    Optional<Duration> afterTransientError(Optional<Duration> retryAfter) {
        errors++;
        return errors > limit ? Optional.empty() : Optional.of(retryAfter.orElse(delay));
    }

    void afterSuccess() {
        errors = 0;
    }
}
