package io.dyff.operator.steps.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.outcome.OutcomeKind;
import io.dyff.operator.steps.outcome.RowOutcome;
import io.dyff.operator.steps.outcome.ServiceWords;
import io.dyff.operator.steps.outcome.TextGaps;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstRowsTest {

    private static RowOutcome row(OutcomeKind kind, @Nullable Integer status) {
        return new RowOutcome(
                "r", 7, kind, 3, status, "the problem", Duration.ofSeconds(1), 0, TextGaps.NONE, ServiceWords.NONE);
    }

    private static FirstRows of(long open, int workers) {
        return new FirstRows(open, 0, workers, 5);
    }

    /** @return after how many rows the run ends; 0 when it does not */
    private static int endAfter(FirstRows first, RowOutcome row, int rows) {
        return IntStream.rangeClosed(1, rows)
                .filter(i -> first.ended(row).isPresent())
                .findFirst()
                .orElse(0);
    }

    @ParameterizedTest
    @CsvSource({
        "Failed, 503, 1, 2",
        "Failed, 503, 2, 2",
        "Failed, 503, 40, 3",
        "TimedOut, , 4, 3",
        "Unusable, 200, 4, 20",
        "Mismatch, 200, 4, 20",
        "NotAsked, , 4, 20",
        "Refused, 403, 4, 20",
        "Refused, 422, 4, 0",
        "Refused, 400, 4, 0"
    })
    void shouldEndWhenTheFirstRowsEndAlike(OutcomeKind kind, @Nullable Integer status, int workers, int rows) {
        assertThat(endAfter(of(1_000, workers), row(kind, status), 100)).isEqualTo(rows);
    }

    @Test
    void shouldSayWhatToLookAt() {
        FirstRows first = of(1_000, 1);
        first.ended(row(OutcomeKind.Failed, 503));
        Optional<StepFailure> end = first.ended(row(OutcomeKind.Failed, 503));
        assertThat(end).hasValueSatisfying(failure -> {
            assertThat(failure.exitCode()).isEqualTo(ClientExit.RETRY_LIMIT);
            assertThat(failure)
                    .hasMessage("The inference service failed at every try of the first 2 rows"
                            + " (client.transientErrorRetryLimit 5); last: the problem.");
        });
    }

    @Test
    void shouldGoOnOnceARowWasAnswered() {
        FirstRows first = of(1_000, 1);
        first.ended(row(OutcomeKind.Failed, 503));
        first.ended(row(OutcomeKind.Answered, 200));
        assertThat(endAfter(first, row(OutcomeKind.Failed, 503), 100)).isZero();
    }

    @Test
    void shouldGoOnWhenRowsEndDifferently() {
        FirstRows first = of(1_000, 1);
        first.ended(row(OutcomeKind.Failed, 503));
        first.ended(row(OutcomeKind.Failed, 500));
        assertThat(endAfter(first, row(OutcomeKind.Failed, 500), 100)).isZero();
    }

    @Test
    void shouldGoOnWhereAnEarlierTryWasAnswered() {
        assertThat(endAfter(new FirstRows(1_000, 1, 1, 5), row(OutcomeKind.Failed, 503), 100))
                .isZero();
    }

    @Test
    void shouldNotEndForTheLastRow() {
        assertThat(endAfter(of(2, 1), row(OutcomeKind.Failed, 503), 2)).isZero();
        assertThat(endAfter(of(20, 1), row(OutcomeKind.Unusable, 200), 20)).isZero();
    }
}
