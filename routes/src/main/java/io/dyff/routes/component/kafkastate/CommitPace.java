package io.dyff.routes.component.kafkastate;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which changes are committed at once: the first after a pause. Those that follow closely share the next commit of the
 * interval: a lone change does not wait for it, and a load is not a transaction per record.
 */
final class CommitPace {
    private final long pauseMillis;
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE / 2);
    private final AtomicLong owedAt = new AtomicLong(Long.MIN_VALUE / 2);

    CommitPace(Duration pause) {
        this.pauseMillis = pause.toMillis();
    }

    /** Of the threads that ask in one pause, one is told yes; the others' changes are owed the next commit. */
    boolean isFirst(long nowMillis) {
        long before = last.get();
        if (nowMillis - before >= pauseMillis && last.compareAndSet(before, nowMillis)) {
            return true;
        }
        owedAt.accumulateAndGet(nowMillis + pauseMillis + 1, Math::max);
        return false;
    }

    /** How long a poll may take: less than wanted while a change is owed its commit, which comes after the poll. */
    Duration pollAtMost(long nowMillis, Duration wanted) {
        long left = owedAt.get() - nowMillis;
        return left <= 0 || left >= wanted.toMillis() ? wanted : Duration.ofMillis(left);
    }
}
