package io.dyff.operator.steps.client;

import io.dyff.operator.rows.exchange.Answer;
import io.dyff.operator.rows.exchange.RequestContent;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.manifest.ClientOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks about a row until there is an answer for good: its tries, and the waits between them. */
final class Asking {

    private final InferenceClient client;
    private final ClientOptions options;
    private final InFlight inFlight;
    private final Deadline deadline;
    private final Progress progress;
    private final Stop stop;

    /**
     * @param inFlight shared by all who ask the same service
     * @param deadline of all requests
     */
    Asking(
            InferenceClient client,
            ClientOptions options,
            InFlight inFlight,
            Deadline deadline,
            Progress progress,
            Stop stop) {
        this.client = client;
        this.options = options;
        this.inFlight = inFlight;
        this.deadline = deadline;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * What the tries came to.
     *
     * @param answer of the last one
     * @param took the last one
     */
    record Tried(Answer answer, int tries, Duration took) {}

    /** @throws StepFailure when the time of all requests has passed before the first */
    Tried ask(RequestContent request) throws StepFailure, InterruptedException {
        requireTime();
        var patience = new Patience(options);
        Tried tried = once(request, 1);
        Optional<Duration> wait = patience.after(tried.answer());
        while (wait.isPresent()) {
            progress.retried(tried.answer().message());
            stop.await(deadline.capped(wait.get()));
            if (deadline.hasPassed()) {
                return tried;
            }
            tried = once(request, tried.tries() + 1);
            wait = patience.after(tried.answer());
        }
        return tried;
    }

    private Tried once(RequestContent request, int tries) throws InterruptedException {
        @Nullable Answer answer = null;
        long began = inFlight.begin();
        try {
            answer = client.ask(request, deadline.capped(Deadline.unlessZero(options.requestTimeout())));
            return new Tried(judged(answer), tries, Duration.ofNanos(System.nanoTime() - began));
        } finally {
            inFlight.end(began, answer);
        }
    }

    /** The last requests have less time than a request may take. */
    private Answer judged(Answer answer) {
        return answer instanceof Answer.TimedOut && deadline.hasPassed()
                ? new Answer.TimedOut("no answer before client.totalTimeoutSeconds passed")
                : answer;
    }

    private void requireTime() throws StepFailure {
        if (deadline.hasPassed()) {
            throw new StepFailure(
                    ClientExit.TOTAL_TIMEOUT,
                    "The requests did not end within client.totalTimeoutSeconds ("
                            + options.totalTimeout().toSeconds() + " s)"
                            + (progress.lastProblem().isEmpty()
                                    ? "."
                                    : "; last problem: " + progress.lastProblem() + "."));
        }
    }
}
