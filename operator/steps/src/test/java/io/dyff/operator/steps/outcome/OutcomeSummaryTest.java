package io.dyff.operator.steps.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeSummaryTest {

    private static OutcomeSummary of(Map<OutcomeKind, Long> outcomes, OutcomeSummary.Problem... problems) {
        return new OutcomeSummary(
                outcomes.values().stream().mapToLong(Long::longValue).sum(),
                new EnumMap<>(outcomes),
                List.of(problems),
                Map.of("text", 3L),
                Map.of(),
                2,
                0,
                0,
                new OutcomeSummary.Quantiles(null, null),
                new OutcomeSummary.Tokens(0, 0),
                List.of());
    }

    @Test
    void shouldSayWhichRowsHaveNoAnswerAndWhy() {
        OutcomeSummary summary = of(
                Map.of(OutcomeKind.Answered, 1_983L, OutcomeKind.Refused, 5L, OutcomeKind.TimedOut, 12L),
                new OutcomeSummary.Problem(OutcomeKind.TimedOut, "no answer within 30.0 s", 12, 57),
                new OutcomeSummary.Problem(OutcomeKind.Refused, "HTTP 400 too long", 5, 41));
        assertThat(summary.sentence())
                .hasValue("17 of 2,000 rows have no answer: 5 refused, 12 timed out; first: row 41, HTTP 400 too long");
    }

    @Test
    void shouldNameARowThatWasAskedBeforeOneThatWasNot() {
        OutcomeSummary summary = of(
                Map.of(OutcomeKind.NotAsked, 9L, OutcomeKind.Failed, 1L),
                new OutcomeSummary.Problem(OutcomeKind.NotAsked, "the run ended before", 9, 0),
                new OutcomeSummary.Problem(OutcomeKind.Failed, "HTTP 500", 1, 4));
        assertThat(summary.sentence())
                .hasValueSatisfying(text -> assertThat(text).endsWith("first: row 4, HTTP 500"));
    }

    @Test
    void shouldHaveNothingToSayWhenAllIsAnswered() {
        assertThat(of(Map.of(OutcomeKind.Answered, 3L)).sentence()).isEmpty();
    }

    @Test
    void shouldBeReadableAsJson() throws Exception {
        var json = new ObjectMapper();
        assertThat(json.readTree(json.writeValueAsBytes(of(Map.of(OutcomeKind.Answered, 3L)))))
                .isEqualTo(json.readTree("""
                        {"rows": 3, "outcomes": {"Answered": 3}, "problems": [], "nulls": {"text": 3}, "empties": {},
                         "truncated": 2, "repaired": 0, "tries": 0, "milliseconds": {"p50": null, "p99": null},
                         "tokens": {"prompt": 0, "completion": 0}, "models": [], "message": null}
                        """));
    }
}
