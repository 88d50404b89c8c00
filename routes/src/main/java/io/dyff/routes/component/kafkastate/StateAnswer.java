package io.dyff.routes.component.kafkastate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the route leaves as its body.
 *
 * @param change what becomes of the key
 * @param refusal why the event goes to the dead letters, or null
 * @param refusalHeaders further headers of the dead letter
 */
public record StateAnswer(StateChange change, @Nullable String refusal, Map<String, String> refusalHeaders) {

    public StateAnswer {
        refusalHeaders = Map.copyOf(refusalHeaders);
    }

    public static StateAnswer of(StateChange change) {
        return new StateAnswer(change, null, Map.of());
    }

    /** The event is refused and nothing changes. */
    public static StateAnswer refused(String cause) {
        return new StateAnswer(new StateChange.Keep(), cause, Map.of());
    }
}
