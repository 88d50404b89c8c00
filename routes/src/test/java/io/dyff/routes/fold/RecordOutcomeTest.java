package io.dyff.routes.fold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.dyff.routes.component.kafkastate.StateAnswer;
import io.dyff.routes.component.kafkastate.StateChange;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordOutcomeTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordOutcome recordOutcome = new RecordOutcome(meters);
    private final EntityState state = new EntityState(TestingFold.evaluation(), "h", "u", "4", 11);

    @Test
    void shouldStoreAndPublishANewState() {
        StateChange.Store store =
                (StateChange.Store) answer(Outcome.Changed.to(state), false).change();
        assertThat(EntityState.fromBytes(store.stored())).isEqualTo(state);
        assertThat(store.published()).isEqualTo(state.entityBytes());
        assertThat(store.headers())
                .isEqualTo(Map.of(
                        Headers.EVENT_OFFSET, "12",
                        Headers.OUTCOME, "changed",
                        Headers.STATE_VERSION, "1",
                        Headers.REQUEST_HASH, "h",
                        Headers.KUBE_UID, "u",
                        Headers.KUBE_RV, "4",
                        Headers.CE_TYPE, "io.dyff.entity.status",
                        Headers.CE_TIME, TestingFold.START.toString(),
                        Headers.CE_SOURCE, "/test",
                        Headers.CE_AUTHID, "Account/a"));
    }

    @Test
    void shouldKeepNothingOfWhatWasErasedButThatItWas() {
        StateChange.Store store = (StateChange.Store)
                answer(Outcome.Changed.to(EntityState.forgotten(12)), false).change();
        assertThat(store.published()).isNull();
        assertThat(EntityState.fromBytes(store.stored()).isForgotten()).isTrue();
        assertThat(store.stored()).hasSizeLessThan(60);
        assertThat(store.headers())
                .isEqualTo(Map.of(Headers.EVENT_OFFSET, "12", Headers.OUTCOME, "changed", Headers.STATE_VERSION, "1"));
    }

    @Test
    void shouldKeepQuietWhenNobodyWaits() {
        assertThat(answer(new Outcome.Unchanged(), false).change()).isInstanceOf(StateChange.Keep.class);
        assertThat(answer(new Outcome.Stale("terminal"), false).change()).isInstanceOf(StateChange.Keep.class);
    }

    @Test
    void shouldPublishAgainUnderTheOffsetOfTheEventWhenAClientWaits() {
        for (Outcome outcome :
                new Outcome[] {new Outcome.Unchanged(), new Outcome.Stale("terminal"), new Outcome.Illegal("no")}) {
            StateChange.Publish publish =
                    (StateChange.Publish) answer(outcome, true).change();
            assertThat(publish.published()).isEqualTo(state.entityBytes());
            assertThat(publish.headers())
                    .containsEntry(Headers.EVENT_OFFSET, "12")
                    .containsEntry(Headers.OUTCOME, "unchanged");
        }
    }

    @Test
    void shouldRefuseWhatIsIllegalWithTheVersionItMet() {
        StateAnswer answer = answer(new Outcome.Illegal("no"), false);
        assertThat(answer.refusal()).isEqualTo("no");
        assertThat(answer.refusalHeaders()).isEqualTo(Map.of(Headers.EVENT_OFFSET, "11"));
        assertThat(answer.change()).isInstanceOf(StateChange.Keep.class);
    }

    @Test
    void shouldCountByOutcomeAndCause() {
        answer(new Outcome.Stale("terminal"), false);
        answer(new Outcome.Stale("terminal"), false);
        assertThat(meters.counter("dyff.aggregate.events", "outcome", "stale", "cause", "terminal")
                        .count())
                .isEqualTo(2);
    }

    private StateAnswer answer(Outcome outcome, boolean await) {
        EntityEvent event = new EntityEvent(
                TestingFold.ID,
                EventType.STATUS,
                "/test",
                NullNode.getInstance(),
                12,
                TestingFold.START,
                await,
                null,
                null,
                null,
                "Account/a");
        return recordOutcome.record(new Folded(new Transition(Optional.of(state), event), outcome));
    }
}
