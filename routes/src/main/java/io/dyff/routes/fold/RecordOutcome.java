package io.dyff.routes.fold;

import io.dyff.routes.component.kafkastate.StateAnswer;
import io.dyff.routes.component.kafkastate.StateChange;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.json.Storable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns an outcome into records: the new state, a tombstone, a dead letter. A client that waits for an event which
 * changed nothing gets the state once more, under that event's offset.
 */
public final class RecordOutcome {
    private static final String CHANGED = "changed";
    private static final int MAX_WORDS = 200;
    private static final String UNCHANGED = "unchanged";

    private final MeterRegistry meters;
    /** A registry looks its meters up by lists of tags; there are few, and each event counts. */
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    public RecordOutcome(MeterRegistry meters) {
        this.meters = meters;
    }

    public StateAnswer record(Folded folded) {
        Transition transition = folded.transition();
        return switch (folded.outcome()) {
            case Outcome.Changed changed -> {
                count(CHANGED, "");
                yield StateAnswer.of(change(changed, transition.event()));
            }
            case Outcome.Unchanged unchanged -> {
                count(UNCHANGED, "");
                yield StateAnswer.of(
                        transition.event().type() == EventType.HEARTBEAT ? beat(transition) : again(transition));
            }
            case Outcome.Stale stale -> {
                count("stale", stale.cause());
                yield StateAnswer.of(again(transition));
            }
            case Outcome.Illegal illegal -> {
                count("illegal", "");
                yield new StateAnswer(again(transition), illegal.cause(), versionOf(transition.current()));
            }
        };
    }

    private static StateChange change(Outcome.Changed changed, EntityEvent event) {
        EntityState state = changed.state();
        byte[] entity = changed.entity();
        byte[] published = state.isForgotten() ? null : entity;
        Map<String, String> headers = headers(state, event.offset(), CHANGED);
        if (!state.isForgotten()) {
            tell(headers, event);
        }
        return new StateChange.Store(state.toBytes(entity), published, headers);
    }

    /** What made the change, for those who keep a history. */
    private static void tell(Map<String, String> headers, EntityEvent event) {
        headers.put(Headers.CE_TYPE, event.type().ceType());
        headers.put(Headers.CE_TIME, event.time().toString());
        headers.put(Headers.CE_SOURCE, bounded(event.source()));
        putIfPresent(headers, Headers.CE_AUTHID, event.author() == null ? null : bounded(event.author()));
    }

    /** The text of an event may be anybody's. */
    private static String bounded(String text) {
        return Storable.cleaned(text.length() > MAX_WORDS ? text.substring(0, MAX_WORDS) : text);
    }

    /** Writes to all topics what they hold already. */
    private static StateChange beat(Transition transition) {
        return transition
                .current()
                .<StateChange>map(state -> new StateChange.Store(
                        state.toBytes(state.entityBytes()),
                        state.published(),
                        headers(state, transition.event().offset(), UNCHANGED)))
                .orElseGet(StateChange.Keep::new);
    }

    private static StateChange again(Transition transition) {
        return transition.event().await() && transition.current().isPresent()
                ? new StateChange.Publish(
                        transition.current().get().published(),
                        headers(transition.current().get(), transition.event().offset(), UNCHANGED))
                : new StateChange.Keep();
    }

    private static Map<String, String> headers(EntityState state, long offset, String outcome) {
        Map<String, String> headers = new HashMap<>();
        headers.put(Headers.EVENT_OFFSET, Long.toString(offset));
        headers.put(Headers.OUTCOME, outcome);
        headers.put(Headers.STATE_VERSION, Integer.toString(EntityState.VERSION));
        putIfPresent(headers, Headers.REQUEST_HASH, state.requestHash());
        putIfPresent(headers, Headers.KUBE_UID, state.kubeUid());
        putIfPresent(headers, Headers.KUBE_RV, state.kubeRv());
        return headers;
    }

    private static Map<String, String> versionOf(Optional<EntityState> current) {
        return current.map(state -> Map.of(Headers.EVENT_OFFSET, Long.toString(state.offset())))
                .orElse(Map.of());
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    private void count(String outcome, String cause) {
        counters.computeIfAbsent(
                        outcome + '\n' + cause,
                        key -> meters.counter("dyff.aggregate.events", "outcome", outcome, "cause", cause))
                .increment();
    }
}
