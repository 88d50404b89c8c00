package io.dyff.operator.steps.model;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The hub, or the place it sent us to, does not answer now; it may say when it will. */
final class HubBusyException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> retryAfter;

    HubBusyException(String message, Optional<Duration> retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
