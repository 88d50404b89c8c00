package io.dyff.routes.component.kafkastate;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Which changes are committed at once: the first after a pause. Those that follow closely share the next commit of the
 * interval: a lone change does not wait for it, and a load is not a transaction per record.
 */
final class CommitPace {
    private static final Duration SHORT = Duration.ofMillis(10);
    private final long pauseMillis;
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE / 2);
    /** Whether threads have more to do than to wait for records: they take on, restore or give up partitions. */
    private volatile boolean hurried;
    /** When the commit is due that changes of this thread wait for; each thread polls and commits for itself. */
    private final ThreadLocal<@Nullable Long> owedAt = new ThreadLocal<>();

    CommitPace(Duration pause) {
        this.pauseMillis = pause.toMillis();
    }

    /** Of the threads that ask in one pause, one is told yes; the others' changes are owed the next commit. */
    boolean isFirst(long nowMillis) {
        long before = last.get();
        if (nowMillis - before >= pauseMillis && last.compareAndSet(before, nowMillis)) {
            return true;
        }
        owedAt.set(nowMillis + pauseMillis + 1);
        return false;
    }

    /** Has polls be short, or not. */
    void hurry(boolean now) {
        hurried = now;
    }

    /**
     * How long this thread's next poll may take: less than wanted while a change is owed its commit, which comes after the
     * poll. One that is due already is not waited for: the thread may have been late itself.
     */
    Duration pollAtMost(long nowMillis, Duration wanted) {
        if (hurried && wanted.compareTo(SHORT) > 0) {
            return SHORT;
        }
        Long due = owedAt.get();
        if (due == null) {
            return wanted;
        }
        if (due <= nowMillis) {
            owedAt.remove();
            return Duration.ZERO;
        }
        return Duration.ofMillis(Math.min(due - nowMillis, wanted.toMillis()));
    }
}
