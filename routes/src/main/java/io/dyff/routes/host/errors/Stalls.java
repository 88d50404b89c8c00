package io.dyff.routes.host.errors;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is being tried again right now. */
public final class Stalls {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Stall> byExchange = new ConcurrentHashMap<>();
    private final Clock clock;

    public Stalls(Clock clock) {
        this.clock = clock;
    }

    /**
     * A unit of work that does not get on.
     *
     * @param route where it stands
     * @param since its first failure
     * @param cause its last failure
     */
    public record Stall(String route, Instant since, String cause) {}

    /** True when it is the first failure of this unit of work. */
    boolean note(String exchangeId, String route, String cause) {
        Instant now = clock.instant();
        Stall before = byExchange.get(exchangeId);
        // One thread works on an exchange: nothing comes in between.
        byExchange.put(exchangeId, new Stall(route, before == null ? now : before.since(), cause));
        return before == null;
    }

    void end(String exchangeId) {
        byExchange.remove(exchangeId);
    }

    /** Those that have lasted too long for the service to be called ready. */
    public Collection<Stall> lasting() {
        Instant limit = clock.instant().minus(PATIENCE);
        return byExchange.values().stream()
                .filter(stall -> !stall.since().isAfter(limit))
                .toList();
    }
}
