package io.dyff.routes.host.live;

import io.dyff.routes.host.rules.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of each change of the overrides: in the log, in metrics, for listeners and for whoever asks. */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int KEPT = 100;

    private final Deque<RoutesChange> history = new ArrayDeque<>();
    private final Clock clock;
    private final MeterRegistry meters;
    private final List<RoutesChange.Listener> listeners;
    private List<Refusal> standing = List.of();

    Journal(Clock clock, MeterRegistry meters, List<RoutesChange.Listener> listeners) {
        this.clock = clock;
        this.meters = meters;
        this.listeners = listeners;
        for (RoutesChange.Outcome outcome : RoutesChange.Outcome.values()) {
            meters.counter("dyff.routes.changes", "outcome", outcome.name());
        }
    }

    Instant now() {
        return clock.instant();
    }

    synchronized void applied(Instant since, int generation, Collection<String> files) {
        standing = List.of();
        RoutesChange change = add(since, RoutesChange.Outcome.applied, generation, files, List.of());
        LOG.info("routes changed generation={} files={} in={} ms", generation, files, change.millis());
    }

    /** What was refused is no longer in the folder: what serves is what it holds. */
    synchronized void withdrawn(Instant since, int generation) {
        if (!standing.isEmpty()) {
            standing = List.of();
            add(since, RoutesChange.Outcome.withdrawn, generation, List.of(), List.of());
            LOG.info("the refused files are withdrawn generation={}", generation);
        }
    }

    synchronized void refused(Instant since, int generation, Collection<String> files, List<Refusal> refusals) {
        standing = refusals;
        add(since, RoutesChange.Outcome.refused, generation, files, refusals);
        refusals.forEach(refusal -> LOG.error(
                "refused {}:{}: {}; generation {} serves on",
                refusal.file(),
                refusal.line(),
                refusal.reason(),
                generation));
    }

    private RoutesChange add(
            Instant since,
            RoutesChange.Outcome outcome,
            int generation,
            Collection<String> files,
            List<Refusal> refusals) {
        Instant now = clock.instant();
        RoutesChange change = new RoutesChange(
                now,
                outcome,
                generation,
                List.copyOf(files),
                refusals,
                Duration.between(since, now).toMillis());
        history.addFirst(change);
        if (history.size() > KEPT) {
            history.removeLast();
        }
        meters.counter("dyff.routes.changes", "outcome", outcome.name()).increment();
        listeners.forEach(listener -> listener.decided(change));
        return change;
    }

    /** The newest first. */
    synchronized List<RoutesChange> history() {
        return List.copyOf(history);
    }

    /** Why the folder as it stands is not what serves; empty when it is. */
    synchronized List<Refusal> standing() {
        return standing;
    }
}
