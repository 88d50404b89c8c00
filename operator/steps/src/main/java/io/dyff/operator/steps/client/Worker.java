package io.dyff.operator.steps.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.adapter.AdapterException;
import io.dyff.operator.rows.exchange.Answer;
import io.dyff.operator.rows.exchange.Pipelines;
import io.dyff.operator.rows.exchange.RequestContent;
import io.dyff.operator.rows.schema.OutputSchema;
import io.dyff.operator.rows.schema.SchemaMismatchException;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.data.WorkItem;
import io.dyff.operator.steps.manifest.BadRequestPolicy;
import io.dyff.operator.steps.outcome.OutcomeKind;
import io.dyff.operator.steps.outcome.RowOutcome;
import io.dyff.operator.steps.outcome.ServiceWords;
import io.dyff.operator.steps.outcome.TextGaps;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes work items, one at a time, until there are none; stays with an item until its outcome is known. */
final class Worker implements Runnable {

    /** What the workers of a run share. */
    record Shared(
            ByteBoundedQueue<WorkItem> items,
            Pipelines pipelines,
            Asking asking,
            BadRequestPolicy badRequestPolicy,
            Settling settling,
            Stop stop) {}

    private final Shared shared;

    Worker(Shared shared) {
        this.shared = shared;
    }

    @Override
    public void run() {
        try {
            shared.stop().interrupts(Thread.currentThread());
            Optional<WorkItem> next = shared.items().take();
            while (next.isPresent()) {
                evaluate(next.get());
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
        RequestContent request;
        try {
            request = RequestContent.of(shared.pipelines().request(item.row()));
        } catch (AdapterException e) {
            shared.settling().settle(new Finished(notAsked(item, e), null));
            return;
        }
        Asking.Tried tried = shared.asking().ask(request);
        shared.settling().settle(finished(item, tried));
        endIfRefused(item, tried.answer());
    }

    private static RowOutcome notAsked(WorkItem item, AdapterException why) {
        return RowOutcome.notAsked(item.replication(), item.index(), String.valueOf(why.getMessage()));
    }

    private Finished finished(WorkItem item, Asking.Tried tried) {
        return switch (tried.answer()) {
            case Answer.Success success -> answered(item, tried, success);
            case Answer.BadRequest bad ->
                new Finished(
                        outcome(item, tried, OutcomeKind.Refused, bad.message()),
                        shared.badRequestPolicy() == BadRequestPolicy.Skip
                                ? shared.pipelines().schema().nullRow(item.replication(), item.index())
                                : null);
            case Answer.Misdirected wrong ->
                new Finished(outcome(item, tried, OutcomeKind.Refused, wrong.message()), null);
            case Answer.Transient error ->
                new Finished(outcome(item, tried, OutcomeKind.Failed, error.message()), null);
            case Answer.TimedOut late -> new Finished(outcome(item, tried, OutcomeKind.TimedOut, late.message()), null);
            case Answer.Unusable useless ->
                new Finished(outcome(item, tried, OutcomeKind.Unusable, useless.message()), null);
        };
    }

    private Finished answered(WorkItem item, Asking.Tried tried, Answer.Success success) {
        ServiceWords service = ServiceWords.of(success.body());
        ObjectNode row;
        try {
            row = shared.pipelines().row(item.replication(), item.index(), success.body());
        } catch (AdapterException | SchemaMismatchException e) {
            return new Finished(
                    outcome(
                            item,
                            tried,
                            OutcomeKind.Mismatch,
                            String.valueOf(e.getMessage()),
                            success.repaired(),
                            TextGaps.NONE,
                            service),
                    null);
        }
        OutputSchema schema = shared.pipelines().schema();
        TextGaps gaps = TextGaps.of(schema.texts(), row.path(OutputSchema.RESPONSES));
        return new Finished(outcome(item, tried, OutcomeKind.Answered, null, success.repaired(), gaps, service), row);
    }

    private static RowOutcome outcome(WorkItem item, Asking.Tried tried, OutcomeKind kind, String problem) {
        return outcome(item, tried, kind, problem, 0, TextGaps.NONE, ServiceWords.NONE);
    }

    private static RowOutcome outcome(
            WorkItem item,
            Asking.Tried tried,
            OutcomeKind kind,
            @Nullable String problem,
            int repaired,
            TextGaps gaps,
            ServiceWords service) {
        return new RowOutcome(
                item.replication(),
                item.index(),
                kind,
                tried.tries(),
                tried.answer().status(),
                problem,
                tried.took(),
                repaired,
                gaps,
                service);
    }

    private void endIfRefused(WorkItem item, Answer answer) throws StepFailure {
        if (answer instanceof Answer.Misdirected wrong) {
            throw new StepFailure(
                    ClientExit.BAD_REQUEST,
                    "The inference endpoint does not take requests (" + wrong.message()
                            + "); check interface.endpoint and the service.");
        }
        if (answer instanceof Answer.BadRequest bad && shared.badRequestPolicy() == BadRequestPolicy.Abort) {
            throw new StepFailure(
                    ClientExit.BAD_REQUEST,
                    "The inference service refused row " + item.index() + " (" + bad.message()
                            + "); client.badRequestPolicy Skip would store a null output for it.");
        }
    }
}
