package io.dyff.routes.progress;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether a consumer has read every state that was there when this process started, or when it saw the database go
 * back. What is judged or shown before that could be long past.
 */
public final class CaughtUp {
    private static final Logger LOG = LoggerFactory.getLogger(CaughtUp.class);

    private final StateConsumer consumer;
    private final Supplier<Map<Integer, Long>> endsNow;
    private final Progress progress;
    private volatile boolean reached;
    private @Nullable Map<Integer, Long> ends;
    private Map<Integer, Position> seen = Map.of();

    /**
     * @param endsNow the end offset of each partition of the state topic
     */
    public CaughtUp(StateConsumer consumer, Supplier<Map<Integer, Long>> endsNow, Progress progress) {
        this.consumer = consumer;
        this.endsNow = endsNow;
        this.progress = progress;
    }

    /** True as long as what was there has been read, and is still in the database. */
    public boolean isReached() {
        return reached && !progress.isLost(consumer);
    }

    /**
     * Looks where the database stands now.
     *
     * @return true at the one call that finds it reached, again after each time the database has gone back
     */
    public synchronized boolean look() {
        boolean before = isReached();
        try {
            reached = hasReadAll(progress.read(consumer));
        } catch (RuntimeException e) {
            // Where the database stands when it answers again is not known yet.
            reached = false;
            throw e;
        }
        if (isReached() && !before) {
            LOG.info("{}: all earlier states are read", consumer.id());
            return true;
        }
        return false;
    }

    private boolean hasReadAll(Map<Integer, Position> now) {
        Map<Integer, Long> limits = ends;
        if (limits == null || isBehind(seen, now)) {
            limits = endsNow.get();
            ends = limits;
        }
        seen = now;
        return limits.entrySet().stream().allMatch(end -> stored(now, end.getKey()) + 1 >= end.getValue());
    }

    private static boolean isBehind(Map<Integer, Position> before, Map<Integer, Position> now) {
        return before.keySet().stream().anyMatch(partition -> stored(now, partition) < stored(before, partition));
    }

    private static long stored(Map<Integer, Position> positions, int partition) {
        Position position = positions.get(partition);
        return position == null ? -1 : position.stateOffset();
    }
}
