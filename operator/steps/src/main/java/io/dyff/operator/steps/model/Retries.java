package io.dyff.operator.steps.model;

import io.dyff.operator.steps.StepFailure;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How often in a row something may fail, and the pauses between: each is twice the one before, or as long as the hub
 * asks.
 *
 * @param limit failures in a row of which the last ends the step
 */
record Retries(int limit, Duration first, Duration longest) {

    static final Retries STANDARD = new Retries(8, Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** What is done until it does not fail; an {@link IOException} is worth another try. */
    @FunctionalInterface
    interface Try<T> {
        T run() throws IOException, StepFailure;
    }

    /** @throws StepFailure when it has failed too often, or as the try said */
    <T> T until(Try<T> attempt) throws StepFailure, InterruptedException {
        InARow failures = start();
        while (true) {
            try {
                return attempt.run();
            } catch (IOException e) {
                failures.add(e);
            }
        }
    }

    InARow start() {
        return new InARow(this);
    }

    /** The failures of one thing that is tried. */
    static final class InARow {

        private final Retries retries;
        private int failures;

        private InARow(Retries retries) {
            this.retries = retries;
        }

        /** What came since the last failure makes it the first. */
        void forget() {
            failures = 0;
        }

        /** Lets the pause pass that belongs to a failure. */
        void add(IOException failure) throws StepFailure, InterruptedException {
            failures++;
            if (failures >= retries.limit) {
                throw new StepFailure(
                        FetchExit.HUB,
                        "The hub failed " + failures + " times in a row; last: " + words(failure) + ".",
                        failure);
            }
            // Its thread has nothing else to do meanwhile.
            Thread.sleep(pause(failure));
        }

        private Duration pause(IOException failure) {
            Duration doubled = retries.first.multipliedBy(1L << Math.min(failures - 1, 30));
            Duration wanted =
                    failure instanceof HubBusyException busy ? busy.retryAfter().orElse(doubled) : doubled;
            return wanted.compareTo(retries.longest) < 0 ? wanted : retries.longest;
        }

        private static String words(IOException failure) {
            if (failure instanceof UnknownHostException) {
                return "unknown host " + failure.getMessage();
            }
            return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        }
    }
}
