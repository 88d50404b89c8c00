package io.dyff.operator.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.WorkflowStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusFactoryTest {

    private static final WorkflowStatus BEFORE = at("2026-03-01T10:00:00.9Z")
            .next(
                    null,
                    1L,
                    report(new Fact("A", true, Reason.Running, "one"), new Fact("B", false, Reason.Running, "")));

    @Test
    void shouldKeepTheTimeWhenOnlyReasonAndMessageChange() {
        Condition after = at("2026-03-01T11:00:00Z")
                .next(BEFORE, 1L, report(new Fact("A", true, Reason.Complete, "two")))
                .conditions()
                .getFirst();

        assertThat(after.getLastTransitionTime()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(after.getReason()).isEqualTo("Complete");
        assertThat(after.getMessage()).isEqualTo("two");
    }

    @Test
    void shouldMoveTheTimeWhenTheStatusFlips() {
        Condition after = at("2026-03-01T11:00:00Z")
                .next(BEFORE, 2L, report(new Fact("A", false, Reason.Running, "one")))
                .conditions()
                .getFirst();

        assertThat(after.getLastTransitionTime()).isEqualTo("2026-03-01T11:00:00Z");
        assertThat(after.getObservedGeneration()).isEqualTo(2L);
    }

    @Test
    void shouldBeEqualWhenNothingChanged() {
        WorkflowStatus after = at("2026-03-01T11:00:00Z")
                .next(
                        BEFORE,
                        1L,
                        report(new Fact("A", true, Reason.Running, "one"), new Fact("B", false, Reason.Running, "")));

        assertThat(after).isEqualTo(BEFORE);
    }

    @Test
    void shouldNotClaimToHaveSeenANewGenerationWhenInTrouble() {
        WorkflowStatus running = at("2026-03-01T10:00:00Z")
                .next(null, 1L, report(new Fact(Conditions.RECONCILING, false, Reason.Complete, "")));

        WorkflowStatus after = at("2026-03-01T11:00:00Z").troubled(running, Reason.ApiError, "the server is away");

        assertThat(after.observedGeneration()).isEqualTo(1L);
        assertThat(after.conditions().getFirst()).satisfies(condition -> {
            assertThat(condition.getStatus()).isEqualTo("True");
            assertThat(condition.getReason()).isEqualTo("ApiError");
            assertThat(condition.getMessage()).isEqualTo("the server is away");
        });
    }

    @Test
    void shouldSpeakOfTheNewGenerationInEveryConditionWhenTheEndStays() {
        WorkflowStatus after = at("2026-03-01T11:00:00Z").observed(BEFORE, 2L);

        assertThat(after.observedGeneration()).isEqualTo(2L);
        assertThat(after.conditions()).allSatisfy(condition -> {
            assertThat(condition.getObservedGeneration()).isEqualTo(2L);
            assertThat(condition.getLastTransitionTime()).isEqualTo("2026-03-01T10:00:00Z");
        });
    }

    @Test
    void shouldGiveATimeToAConditionThatHasNone() {
        Condition timeless = new ConditionBuilder(BEFORE.conditions().getFirst())
                .withLastTransitionTime(null)
                .build();
        WorkflowStatus before =
                new WorkflowStatus("Complete", "Complete", null, null, null, null, null, 1L, List.of(timeless));

        WorkflowStatus observed = at("2026-03-01T11:00:00Z").observed(before, 1L);
        WorkflowStatus next =
                at("2026-03-01T11:00:00Z").next(before, 1L, report(new Fact("A", true, Reason.Running, "")));

        assertThat(Conditions.since(timeless)).isEmpty();
        assertThat(observed.conditions().getFirst().getLastTransitionTime()).isEqualTo("2026-03-01T11:00:00Z");
        assertThat(next.conditions().getFirst().getLastTransitionTime()).isEqualTo("2026-03-01T11:00:00Z");
    }

    @Test
    void shouldReplaceWhatNoDatabaseTakesInAMessage() {
        Condition condition = at("2026-03-01T11:00:00Z")
                .next(null, 1L, report(new Fact("A", true, Reason.Running, "a\0b\u001b[31mc\ud83dd\n\t\ud83d\ude00")))
                .conditions()
                .getFirst();

        assertThat(condition.getMessage()).isEqualTo("a\ufffdb\ufffd[31mc\ufffdd\n\t\ud83d\ude00");
    }

    private static Report report(Fact... facts) {
        return new Report("Running", Reason.Running, List.of(facts));
    }

    private static StatusFactory at(String time) {
        return new StatusFactory(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
    }
}
