package io.dyff.operator.steps.client;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Hands things from thread to thread; who puts one waits while those under way are too large together. */
final class ByteBoundedQueue<T> {

    /** What anything costs, however small. */
    private static final int LEAST_BYTES = 256;

    private static final long LEAST_BOUND = 1 << 20;
    private static final int SHARE_OF_HEAP = 16;

    private final BlockingQueue<Optional<T>> things = new LinkedBlockingQueue<>();
    private final ToLongFunction<T> size;
    private final int bound;
    private final Semaphore free;

    /**
     * @param size in bytes
     * @param bound most bytes under way; a larger thing travels alone
     */
    ByteBoundedQueue(ToLongFunction<T> size, long bound) {
        this.size = size;
        this.bound = Math.toIntExact(Math.min(bound, Integer.MAX_VALUE));
        this.free = new Semaphore(this.bound, true);
    }

    /** What one queue may take of the memory that this process was given. */
    static long shareOfMemory() {
        return Math.max(LEAST_BOUND, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    void put(T thing) throws InterruptedException {
        free.acquire(weight(thing));
        things.add(Optional.of(thing));
    }

    /** Tells one taker that nothing more comes; never waits. */
    void end() {
        things.add(Optional.empty());
    }

    /** @return the next thing, or empty for the end */
    Optional<T> take() throws InterruptedException {
        return released(things.take());
    }

    /** @return null when nothing came in time */
    @Nullable
    Optional<T> poll(long nanos) throws InterruptedException {
        @Nullable Optional<T> next = things.poll(nanos, TimeUnit.NANOSECONDS);
        return next == null ? null : released(next);
    }

    private Optional<T> released(Optional<T> next) {
        next.ifPresent(thing -> free.release(weight(thing)));
        return next;
    }

    private int weight(T thing) {
        return (int) Math.clamp(size.applyAsLong(thing), LEAST_BYTES, bound);
    }
}
