package io.dyff.operator.steps.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.adapter.AdapterException;
import io.dyff.operator.steps.data.SchemaMismatchException;
import io.dyff.operator.steps.data.WorkItem;
import io.dyff.operator.steps.manifest.BadRequestPolicy;
import io.dyff.operator.steps.manifest.ClientOptions;
import java.time.Duration;
import java.util.Optional;

/** Takes work items, one at a time, until there are none; stays with an item until it is answered for good. */
final class Worker implements Runnable {

    /** What the workers of a run share. */
    record Shared(
            ByteBoundedQueue<WorkItem> items,
            InferenceClient client,
            Pipelines pipelines,
            OutputWriter output,
            ClientOptions options,
            Deadline deadline,
            Progress progress,
            Stop stop) {}

    private final Shared shared;
    private final Patience patience;

    Worker(Shared shared) {
        this.shared = shared;
        this.patience = new Patience(shared.options());
    }

    @Override
    public void run() {
        try {
            shared.stop().interrupts(Thread.currentThread());
            Optional<WorkItem> next = shared.items().take();
            while (next.isPresent()) {
                evaluate(next.get());
                shared.progress().done();
                next = shared.items().take();
            }
        } catch (StepFailure failure) {
            shared.stop().because(failure);
        } catch (InterruptedException e) {
            // Only the end of the evaluation interrupts workers; its reason is known.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            shared.stop().because(Failures.unexpected(e));
        }
    }

    private void evaluate(WorkItem item) throws StepFailure, InterruptedException {
        Optional<ObjectNode> row;
        try {
            row = outcome(item, answer(shared.pipelines().request(item)));
        } catch (AdapterException | SchemaMismatchException e) {
            shared.progress().failed(item, String.valueOf(e.getMessage()));
            return;
        }
        if (row.isPresent()) {
            shared.output().put(row.get());
        }
    }

    private Optional<ObjectNode> outcome(WorkItem item, Answer answer)
            throws StepFailure, AdapterException, SchemaMismatchException {
        return switch (answer) {
            case Answer.Success success -> Optional.of(shared.pipelines().row(item, success.body()));
            case Answer.BadRequest bad -> Optional.of(skipped(item, bad.message()));
            case Answer.Misdirected wrong ->
                throw new StepFailure(
                        ClientExit.BAD_REQUEST,
                        "The inference endpoint does not take requests (" + wrong.message()
                                + "); check interface.endpoint and the service.");
            case Answer.Unusable unusable -> {
                shared.progress().failed(item, unusable.message());
                yield Optional.empty();
            }
            case Answer.Transient retried -> throw new IllegalStateException("retried before: " + retried.message());
        };
    }

    private ObjectNode skipped(WorkItem item, String problem) throws StepFailure {
        if (shared.options().badRequestPolicy() == BadRequestPolicy.Abort) {
            throw new StepFailure(
                    ClientExit.BAD_REQUEST,
                    "The inference service refused row " + item.index() + " (" + problem
                            + "); client.badRequestPolicy Skip would store a null output for it.");
        }
        shared.progress().skipped(item, problem);
        return shared.pipelines().nullRow(item);
    }

    private Answer answer(RequestContent request) throws StepFailure, InterruptedException {
        while (true) {
            requireTime();
            Duration timeout = shared.deadline()
                    .capped(Deadline.unlessZero(shared.options().requestTimeout()));
            Answer answer = shared.client().ask(request, timeout);
            if (!(answer instanceof Answer.Transient error)) {
                patience.afterSuccess();
                return answer;
            }
            waitAfter(error);
        }
    }

    private void requireTime() throws StepFailure {
        if (shared.deadline().hasPassed()) {
            throw new StepFailure(
                    ClientExit.TOTAL_TIMEOUT,
                    "The requests did not end within client.totalTimeoutSeconds ("
                            + shared.options().totalTimeout().toSeconds() + " s)"
                            + (shared.progress().lastProblem().isEmpty()
                                    ? "."
                                    : "; last problem: " + shared.progress().lastProblem() + "."));
        }
    }

    private void waitAfter(Answer.Transient error) throws StepFailure, InterruptedException {
        shared.progress().retried(error.message());
        Optional<Duration> wait = patience.afterTransientError(error.retryAfter());
        if (wait.isEmpty()) {
            throw new StepFailure(
                    ClientExit.RETRY_LIMIT,
                    "The inference service failed too often in a row (client.transientErrorRetryLimit "
                            + shared.options().transientErrorRetryLimit() + "); last: " + error.message() + ".");
        }
        shared.stop().await(shared.deadline().capped(wait.get()));
    }
}
