package io.dyff.operator.steps.client;

import io.dyff.operator.rows.exchange.Answer;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many requests are under way at once, over all workers: one more for each round of answers, half as many when the
 * service refuses for want of capacity (additive increase, multiplicative decrease: RFC 5681 section 3.1). Refusals of
 * requests that were sent before the last decrease count once.
 */
final class InFlight {

    private static final Set<Integer> CAPACITY = Set.of(429, 503);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private final int most;
    private double limit;
    private int underWay;
    private long lowered = Long.MIN_VALUE;

    /** @param most of them, and as many at first */
    InFlight(int most) {
        this.most = most;
        this.limit = most;
    }

    /** Waits until one more is allowed; answers what {@link #end} wants to know. */
    long begin() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (underWay >= (int) limit) {
                free.await();
            }
            underWay++;
            return System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /**
     * To be called once for each that has begun.
     *
     * @param began as {@link #begin} said
     * @param answer null when there is none to learn from
     */
    void end(long began, @Nullable Answer answer) {
        lock.lock();
        try {
            underWay--;
            if (answer instanceof Answer.Success) {
                limit = Math.min(most, limit + 1 / limit);
            } else if (answer != null && isRefusal(answer) && (lowered == Long.MIN_VALUE || began - lowered > 0)) {
                limit = Math.max(1, limit / 2);
                lowered = System.nanoTime();
            }
            free.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A time-out may be the row's; a refusal is the service's own word. */
    private static boolean isRefusal(Answer answer) {
        return answer instanceof Answer.Transient error && error.status() != null && CAPACITY.contains(error.status());
    }

    /** How many are allowed now. */
    int limit() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }
}
