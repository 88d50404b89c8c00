package io.dyff.operator.steps.client;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.manifest.ClientOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the service takes requests, before any row is asked: what is not there yet fails no row and costs no
 * retry. The longest wait is limit × delay (contract/schema.md section 8.5), and never so short that an ordinary session
 * could not start; the Job's deadline allows the same.
 */
final class ServiceStart {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LEAST_ALLOWANCE = Duration.ofMinutes(10);
    private static final Duration MOST_ALLOWANCE = Duration.ofDays(1);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final InferenceClient client;
    private final Duration allowance;
    private final Stop stop;

    ServiceStart(InferenceClient client, Duration allowance, Stop stop) {
        this.client = client;
        this.allowance = allowance;
        this.stop = stop;
    }

    static Duration allowance(ClientOptions options) {
        Duration retries = options.transientErrorRetryDelay().multipliedBy(options.transientErrorRetryLimit());
        if (retries.compareTo(LEAST_ALLOWANCE) < 0) {
            return LEAST_ALLOWANCE;
        }
        return retries.compareTo(MOST_ALLOWANCE) > 0 ? MOST_ALLOWANCE : retries;
    }

    /** @throws StepFailure when the allowance is used up, or what stopped the evaluation meanwhile */
    void await() throws StepFailure {
        try {
            stop.interrupts(Thread.currentThread());
            untilServing();
        } catch (InterruptedException e) {
            // Only the end of the evaluation interrupts; its reason is known, and what follows must not be interrupted.
            boolean unused = Thread.interrupted();
            @Nullable StepFailure reason = stop.reason().orElse(null);
            throw reason != null ? reason : new StepFailure(ClientExit.TERMINATED, "Interrupted.", e);
        }
    }

    private void untilServing() throws StepFailure, InterruptedException {
        var end = new Deadline(allowance);
        Duration pause = FIRST_PAUSE;
        for (Optional<String> why = client.notServing(ANSWER); why.isPresent(); why = client.notServing(ANSWER)) {
            if (end.hasPassed()) {
                throw new StepFailure(
                        ClientExit.RETRY_LIMIT,
                        "The inference service did not start within " + allowance.toSeconds()
                                + " s (client.transientErrorRetryLimit × transientErrorRetryDelaySeconds, at least "
                                + LEAST_ALLOWANCE.toSeconds() + "); last: " + why.get() + ".");
            }
            stop.await(end.capped(pause));
            pause = longer(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
}
