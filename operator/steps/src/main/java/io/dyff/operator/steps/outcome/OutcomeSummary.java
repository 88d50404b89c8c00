package io.dyff.operator.steps.outcome;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of an evaluation in numbers: {@code .dyff/summary.json}. A row counts once for each replication.
 *
 * @param rows all that there should be
 * @param outcomes rows by outcome, all of them
 * @param problems why rows have no answer, the most frequent first, at most ten
 * @param nulls rows by text field that is null in some response
 * @param empties rows by text field that is empty in some response
 * @param truncated rows whose answer ends because it is as long as it may be
 * @param repaired rows in whose answer characters were replaced by U+FFFD
 * @param tries requests that were sent, those of tries that failed too
 * @param milliseconds of the last request of a row
 * @param models what the service called itself, the most frequent first, at most ten
 */
public record OutcomeSummary(
        long rows,
        Map<OutcomeKind, Long> outcomes,
        List<Problem> problems,
        Map<String, Long> nulls,
        Map<String, Long> empties,
        long truncated,
        long repaired,
        long tries,
        Quantiles milliseconds,
        Tokens tokens,
        List<Model> models) {

    /**
     * Rows that have no answer for the same reason.
     *
     * @param first the least index among them
     */
    public record Problem(OutcomeKind outcome, String problem, long rows, long first) {}

    /** Null when no request was answered. */
    public record Quantiles(@Nullable Double p50, @Nullable Double p99) {}

    /** Sums of what the service says. */
    public record Tokens(long prompt, long completion) {}

    /** A name and a fingerprint that the service gave itself. */
    public record Model(@Nullable String model, @Nullable String fingerprint, long rows) {}

    /** Rows of one outcome. */
    public long count(OutcomeKind kind) {
        return outcomes.getOrDefault(kind, 0L);
    }

    /** Rows without an answer. */
    @JsonIgnore
    public long unanswered() {
        return rows - count(OutcomeKind.Answered);
    }

    /** Which rows have no answer and why, in one sentence without its full stop; empty when all have one. */
    @JsonIgnore
    public Optional<String> sentence() {
        if (unanswered() == 0) {
            return Optional.empty();
        }
        return Optional.of(number(unanswered()) + " of " + number(rows)
                + (unanswered() == 1 ? " rows has" : " rows have") + " no answer: " + reasons());
    }

    /** How many have none by outcome, and the first of them. */
    @JsonIgnore
    public String reasons() {
        String counts = outcomes.entrySet().stream()
                .filter(entry -> entry.getKey() != OutcomeKind.Answered && entry.getValue() > 0)
                .map(entry -> number(entry.getValue()) + " " + entry.getKey().words())
                .collect(Collectors.joining(", "));
        return counts
                + problems.stream()
                        .min(Comparator.comparing((Problem problem) -> problem.outcome() == OutcomeKind.NotAsked)
                                .thenComparing(Problem::first))
                        .map(problem -> "; first: row " + problem.first() + ", " + problem.problem())
                        .orElse("");
    }

    /** That sentence in the file; null when all rows have an answer. */
    @JsonProperty("message")
    public @Nullable String message() {
        return sentence().map(said -> said + ".").orElse(null);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
