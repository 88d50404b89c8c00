package io.dyff.operator.steps.client;

import io.dyff.operator.rows.exchange.AnswerStatus;
import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.outcome.OutcomeKind;
import io.dyff.operator.steps.outcome.RowOutcome;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a wrong set-up early: when nothing has been answered yet and the first rows all end the same way, the others would
 * too. A row that took all its tries has cost much, so a few of those are enough.
 */
final class FirstRows {

    private static final int MANY = 20;
    private static final int FEW_AT_LEAST = 2;
    private static final int FEW_AT_MOST = 3;

    private final long open;
    private final int few;
    private final int retryLimit;
    private boolean decided;
    private int alike;
    private @Nullable RowOutcome first;

    /**
     * @param open rows that have not been dealt with
     * @param answeredBefore by earlier tries; with any, the set-up is known to be right
     * @param retryLimit for the message
     */
    FirstRows(long open, long answeredBefore, int workers, int retryLimit) {
        this.open = open;
        this.decided = answeredBefore > 0;
        this.few = Math.clamp(workers, FEW_AT_LEAST, FEW_AT_MOST);
        this.retryLimit = retryLimit;
    }

    /** @return why the evaluation is to end now */
    synchronized Optional<StepFailure> ended(RowOutcome row) {
        if (decided) {
            return Optional.empty();
        }
        if (row.kind() == OutcomeKind.Answered || judgesBody(row)) {
            decided = true;
            return Optional.empty();
        }
        if (first == null) {
            first = row;
        }
        if (!isLike(row, first)) {
            decided = true;
            return Optional.empty();
        }
        alike++;
        if (alike < enough(row.kind()) || alike >= open) {
            return Optional.empty();
        }
        decided = true;
        return Optional.of(failure(row));
    }

    private static boolean judgesBody(RowOutcome row) {
        return row.kind() == OutcomeKind.Refused && row.status() != null && AnswerStatus.judgesBody(row.status());
    }

    private static boolean isLike(RowOutcome row, RowOutcome first) {
        return row.kind() == first.kind() && Objects.equals(row.status(), first.status());
    }

    private int enough(OutcomeKind kind) {
        return kind == OutcomeKind.Failed || kind == OutcomeKind.TimedOut ? few : MANY;
    }

    private StepFailure failure(RowOutcome row) {
        String sentence =
                "Every one of the first " + alike + " rows was " + row.kind().words() + ": " + row.problem();
        return switch (row.kind()) {
            case Failed ->
                new StepFailure(
                        ClientExit.RETRY_LIMIT,
                        "The inference service failed at every try of the first " + alike
                                + " rows (client.transientErrorRetryLimit " + retryLimit + "); last: " + row.problem()
                                + ".");
            case TimedOut ->
                new StepFailure(
                        ClientExit.RETRY_LIMIT,
                        "The inference service was too slow at every try of the first " + alike + " rows: "
                                + row.problem() + ".");
            case Refused ->
                new StepFailure(
                        ClientExit.BAD_REQUEST, sentence + "; check interface.endpoint and what the service allows.");
            case NotAsked -> new StepFailure(ClientExit.INCOMPLETE, sentence + "; check the input pipelines.");
            case Mismatch ->
                new StepFailure(
                        ClientExit.INCOMPLETE,
                        sentence + "; check interface.outputPipeline and interface.outputSchema.");
            default -> new StepFailure(ClientExit.INCOMPLETE, sentence + "; check interface.endpoint and the service.");
        };
    }
}
