package io.dyff.routes.host.live;

import io.dyff.routes.host.rules.Refusal;
import java.time.Instant;
import java.util.List;

/**
 * What became of one change of the overrides.
 *
 * @param at when it was decided
 * @param generation that served after it
 * @param files that had changed
 * @param refusals none when it was applied
 * @param millis from its first look to its end
 */
public record RoutesChange(
        Instant at, Outcome outcome, int generation, List<String> files, List<Refusal> refusals, long millis) {

    /** How it ended; these words are in metrics and answers. */
    public enum Outcome {
        /** The files serve. */
        applied,
        /** The former ones serve on. */
        refused,
        /** What had been refused is no longer there. */
        withdrawn
    }

    /** Hears of each change; what it does about it must neither wait nor fail. */
    @FunctionalInterface
    public interface Listener {

        /** Is called once the change is decided. */
        void decided(RoutesChange change);
    }
}
