package io.dyff.routes.api.announce;

import io.dyff.routes.event.Ticket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * What this process has written and readers do not see yet, whether somebody waits for it or not: so load that does not wait
 * is throttled, too, and a sink that has died is answered the same way all the time. Kept are marks, a few per second and
 * partition. Times are those of {@link System#nanoTime}.
 */
final class Backlog {
    /** One write is let in as often, however far behind the sink is: its end shows that the sink lives. */
    static final Duration PROBE = Duration.ofSeconds(5);
    /** What a sink that lives has not stored by then it never will, such as a change of something that was forgotten. */
    static final Duration LOST = Duration.ofSeconds(60);

    private static final Duration SAMPLE = Duration.ofMillis(100);

    private final long limit;
    private final Map<Integer, Deque<Mark>> marks = new HashMap<>();
    private final Map<Integer, Long> progress = new HashMap<>();
    private long moved;
    private long probed;

    private record Mark(long offset, long since) {}

    /**
     * @param limit the age from which on new writes are refused
     * @param now as all times here
     */
    Backlog(Duration limit, long now) {
        this.limit = limit.toNanos();
        moved = now;
        probed = now;
    }

    /** A write has its place in the topic; true when nothing else was outstanding. */
    synchronized boolean written(Ticket ticket, long now) {
        if (ticket.offset() <= progress.getOrDefault(ticket.partition(), -1L)) {
            return false;
        }
        boolean first = marks.isEmpty();
        Deque<Mark> own = marks.computeIfAbsent(ticket.partition(), partition -> new ArrayDeque<>());
        if (own.isEmpty() || now - own.getLast().since > SAMPLE.toNanos()) {
            own.addLast(new Mark(ticket.offset(), now));
        }
        return first;
    }

    /** @param stored the last event of each partition that readers see */
    synchronized void stored(Map<Integer, Long> stored, long now) {
        stored.forEach((partition, offset) -> {
            Long before = progress.put(partition, offset);
            if (before == null || before < offset) {
                moved = now;
            }
        });
        marks.forEach((partition, own) -> {
            long seen = stored.getOrDefault(partition, -1L);
            own.removeIf(mark -> mark.offset <= seen || moved - mark.since > LOST.toNanos());
        });
        marks.values().removeIf(Deque::isEmpty);
    }

    synchronized boolean isEmpty() {
        return marks.isEmpty();
    }

    /** Whether a new write may be made now. */
    synchronized boolean admits(long now) {
        if (age(now) <= limit) {
            return true;
        }
        if (now - probed <= PROBE.toNanos()) {
            return false;
        }
        probed = now;
        return true;
    }

    private long age(long now) {
        return marks.values().stream()
                .mapToLong(own -> now - own.getFirst().since)
                .max()
                .orElse(0);
    }
}
