package io.dyff.operator.steps.outcome;

import io.dyff.operator.rows.ReadableText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row in one replication.
 *
 * @param tries requests that were sent
 * @param status of the last answer; null when there was none
 * @param problem why there is no answer, one line with an excerpt of what came back; null when there is one
 * @param took from sending the last request until its end
 * @param repaired characters that have no UTF-8 form and were replaced by U+FFFD
 */
public record RowOutcome(
        String replication,
        long index,
        OutcomeKind kind,
        int tries,
        @Nullable Integer status,
        @Nullable String problem,
        Duration took,
        int repaired,
        TextGaps gaps,
        ServiceWords service) {

    private static final int LONGEST_PROBLEM = 500;

    public RowOutcome {
        problem = problem == null ? null : bounded(ReadableText.of(problem));
    }

    private static String bounded(String line) {
        return line.length() <= LONGEST_PROBLEM ? line : line.substring(0, LONGEST_PROBLEM - 1) + "…";
    }

    /** Of a row that was not asked. */
    public static RowOutcome notAsked(String replication, long index, String problem) {
        return new RowOutcome(
                replication,
                index,
                OutcomeKind.NotAsked,
                0,
                null,
                problem,
                Duration.ZERO,
                0,
                TextGaps.NONE,
                ServiceWords.NONE);
    }
}
