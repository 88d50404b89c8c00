package io.dyff.operator.controller.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys that want a pass. A key waits at most once, however often it is added; it is never handed out while it is being
 * worked on; what is added meanwhile is handed out again afterwards. Nothing that was added is ever dropped.
 */
final class WorkQueue<K> implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<K> ready = new ArrayDeque<>();
    private final Set<K> wanted = new HashSet<>();
    private final Set<K> running = new HashSet<>();
    private final PriorityQueue<Appointment<K>> later = new PriorityQueue<>(Comparator.comparingLong(Appointment::at));
    private final Map<K, Appointment<K>> appointments = new HashMap<>();
    private final Map<K, Integer> failures = new HashMap<>();
    private final Map<K, Long> since = new LinkedHashMap<>();
    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private final long epoch;
    private boolean closed;

    /** @param nanoTime as {@link System#nanoTime()} */
    WorkQueue(Backoff backoff, LongSupplier nanoTime) {
        this.backoff = backoff;
        this.nanoTime = nanoTime;
        this.epoch = nanoTime.getAsLong();
    }

    /** Wants a pass over the key as soon as possible. */
    void add(K key) {
        lock.lock();
        try {
            want(key);
        } finally {
            lock.unlock();
        }
    }

    /** Wants a pass after a while; of several such wishes for one key the earliest counts. */
    void addAfter(K key, Duration delay) {
        lock.lock();
        try {
            long at = now() + delay.toNanos();
            Appointment<K> earlier = appointments.get(key);
            if (earlier == null || at < earlier.at()) {
                later.remove(earlier);
                Appointment<K> appointment = new Appointment<>(key, at);
                appointments.put(key, appointment);
                later.add(appointment);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Counts a failure and wants another pass after the wait that it costs. */
    void addAfterFailure(K key) {
        lock.lock();
        try {
            addAfter(key, backoff.after(failures.merge(key, 1, Integer::sum)));
        } finally {
            lock.unlock();
        }
    }

    /** Failures in a row so far. */
    int failures(K key) {
        lock.lock();
        try {
            return failures.getOrDefault(key, 0);
        } finally {
            lock.unlock();
        }
    }

    /** The failures of the key count no more. */
    void succeeded(K key) {
        lock.lock();
        try {
            failures.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a key to work on; null when the queue was closed. {@link #done} must follow. */
    @Nullable
    K take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                Optional<K> key = next();
                if (key.isPresent()) {
                    return key.get();
                }
                Appointment<K> first = later.peek();
                if (first == null) {
                    changed.await();
                } else {
                    changed.await(first.at() - now(), TimeUnit.NANOSECONDS);
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** A key to work on, if one is due now. {@link #done} must follow. */
    Optional<K> poll() {
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** The work on the key has ended. */
    void done(K key) {
        lock.lock();
        try {
            running.remove(key);
            since.remove(key);
            if (wanted.contains(key)) {
                since.put(key, now());
                ready.add(key);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long the pass that is overdue the longest has been wanted, and not ended; appointments yet to come wait for nothing. */
    <W> Optional<W> longestWait(BiFunction<K, Duration, W> as) {
        lock.lock();
        try {
            // In the order in which they were wanted, so the first has waited longest.
            return since.entrySet().stream()
                    .findFirst()
                    .map(first -> as.apply(first.getKey(), Duration.ofNanos(now() - first.getValue())));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void want(K key) {
        if (wanted.add(key) && !running.contains(key)) {
            since.put(key, now());
            ready.add(key);
            changed.signal();
        }
    }

    private Optional<K> next() {
        for (Appointment<K> first = later.peek(); first != null && first.at() <= now(); first = later.peek()) {
            later.remove();
            appointments.remove(first.key());
            want(first.key());
        }
        Optional<K> key = Optional.ofNullable(ready.poll());
        key.ifPresent(found -> {
            wanted.remove(found);
            running.add(found);
        });
        return key;
    }

    private long now() {
        return nanoTime.getAsLong() - epoch;
    }

    /** @param at nanoseconds since the queue was made */
    private record Appointment<K>(K key, long at) {}
}
