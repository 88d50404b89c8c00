package io.dyff.routes.component.kafkastate;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When changes are committed. The first after a pause is at once, if its thread had to wait for it: a lone change waits for
 * nothing. Those that follow closely share the next commit, a pause later. While there is more to do than was done, and so
 * nobody is served sooner by a commit, it is left to the interval of Kafka Streams: a load, or a slow broker, is not a
 * transaction per record.
 */
final class CommitPace {
    private static final Duration SHORT = Duration.ofMillis(10);
    /** What is there already, or at the broker, is handed over in less. */
    private static final Duration WAIT = Duration.ofMillis(5);
    /** A poll counts whole milliseconds of the clock: one of five may take little more than four. */
    private static final Duration LEAST = WAIT.plusMillis(2);

    private final long pauseMillis;
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE / 2);
    /** Whether threads have more to do than to wait for records: they take on, restore or give up partitions. */
    private volatile boolean hurried;
    /** Each thread polls and commits for itself. */
    private final ThreadLocal<Work> work = ThreadLocal.withInitial(Work::new);

    CommitPace(Duration pause) {
        this.pauseMillis = pause.toMillis();
    }

    private static final class Work {
        private static final long NOTHING = -1;
        /** When the first change came that waits for its commit. */
        private long since = NOTHING;
        /** Ask for the commit of what waits. */
        private final Set<Runnable> commits = new HashSet<>();
        /** Whether the last poll had to wait: all that there is was done. */
        private boolean done = true;

        boolean waits() {
            return since != NOTHING;
        }
    }

    /**
     * A change was made in this thread.
     *
     * @param commit asks for a commit of it, at once or, from {@link #commitDue}, when it is due
     */
    void changed(long nowMillis, Runnable commit) {
        if (isFirst(nowMillis)) {
            commit.run();
        } else {
            work.get().commits.add(commit);
        }
    }

    /**
     * Asks for the commit that this thread's changes wait for, if it is due. A schedule of Kafka Streams would make each
     * idle poll a transaction: whatever is scheduled is committed.
     */
    void commitDue(long nowMillis) {
        if (isDue(nowMillis)) {
            Set<Runnable> commits = work.get().commits;
            commits.forEach(Runnable::run);
            commits.clear();
        }
    }

    /** Of the threads that ask in one pause, one is told yes; the others' changes wait for the next commit. */
    boolean isFirst(long nowMillis) {
        Work mine = work.get();
        long before = last.get();
        if (mine.done && !mine.waits() && nowMillis - before >= pauseMillis && last.compareAndSet(before, nowMillis)) {
            // Whatever else its poll has brought comes after it.
            mine.done = false;
            return true;
        }
        if (!mine.waits()) {
            mine.since = nowMillis;
        }
        return false;
    }

    /** Whether it is time to commit what this thread has changed; then nothing waits any more. */
    boolean isDue(long nowMillis) {
        Work mine = work.get();
        boolean due = mine.waits() && mine.done && nowMillis - mine.since >= pauseMillis;
        if (due) {
            mine.since = Work.NOTHING;
        }
        return due;
    }

    /** A poll of this thread took so long. */
    void polled(Duration took) {
        work.get().done = took.compareTo(WAIT) >= 0;
    }

    /** Has polls be short, or not. */
    void hurry(boolean now) {
        hurried = now;
    }

    /** How long this thread's next poll may take: not beyond the time when a change is due for its commit. */
    Duration pollAtMost(long nowMillis, Duration wanted) {
        if (hurried && wanted.compareTo(SHORT) > 0) {
            return SHORT;
        }
        Work mine = work.get();
        if (!mine.waits()) {
            return wanted;
        }
        long left = Math.max(LEAST.toMillis(), mine.since + pauseMillis - nowMillis);
        return Duration.ofMillis(Math.min(left, wanted.toMillis()));
    }
}
