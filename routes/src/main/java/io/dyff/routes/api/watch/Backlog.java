package io.dyff.routes.api.watch;

import io.dyff.routes.state.EntityVersion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What has changed and was not written to a stream yet: of each entity its newest version, in the order of these versions.
 * A reader that is so slow that too many wait is cut off.
 */
final class Backlog implements StateChanges.Listener {
    private final Predicate<EntityVersion> concerned;
    private final int most;
    private final Map<String, EntityVersion> waiting = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private boolean lost;

    /**
     * @param concerned whether a change can be one for this stream
     * @param most how many entities may wait
     */
    Backlog(Predicate<EntityVersion> concerned, int most) {
        this.concerned = concerned;
        this.most = most;
    }

    @Override
    public void changed(EntityVersion change) {
        if (!concerned.test(change)) {
            return;
        }
        lock.lock();
        try {
            if (lost) {
                return;
            }
            // Not in the old one's place: each id that a client has seen must cover all that came before it.
            waiting.remove(change.id());
            waiting.put(change.id(), change);
            if (waiting.size() > most) {
                lost = true;
                waiting.clear();
            }
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lost() {
        lock.lock();
        try {
            lost = true;
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    /** True when changes are missing, so that the stream must end. */
    boolean isLost() {
        lock.lock();
        try {
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for changes, within the bound, and takes all there are. */
    List<EntityVersion> take(Duration bound) throws InterruptedException {
        lock.lock();
        try {
            long left = bound.toNanos();
            while (waiting.isEmpty() && !lost && left > 0) {
                left = arrival.awaitNanos(left);
            }
            List<EntityVersion> taken = List.copyOf(waiting.values());
            waiting.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
