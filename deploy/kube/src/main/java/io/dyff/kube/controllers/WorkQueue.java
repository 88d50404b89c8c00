package io.dyff.kube.controllers;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands keys to one worker each: a key is never worked on twice at a time, and a key that came in meanwhile is worked on
 * again. A failed key comes back after a time that doubles from 20 ms to 30 s.
 *
 * @param <K> what names an object
 */
public final class WorkQueue<K> implements AutoCloseable {

    /** Brings one object nearer to what is wanted. */
    @FunctionalInterface
    public interface Worker<K> {
        void work(K key) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(20);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final int CONFLICT = 409;

    private final String name;
    private final Worker<K> worker;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<K> running = new HashSet<>();
    private final Set<K> again = new HashSet<>();
    private final Map<K, Integer> failures = new HashMap<>();
    private final Map<K, Future<?>> timers = new HashMap<>();
    private boolean started;

    public WorkQueue(String name, Worker<K> worker) {
        this.name = name;
        this.worker = worker;
        this.workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name + "-timer").factory());
    }

    /** Lets the work begin: callers wait until their caches are filled. */
    public void start() {
        lock.lock();
        try {
            started = true;
            Set<K> held = Set.copyOf(again);
            again.clear();
            held.forEach(this::add);
        } finally {
            lock.unlock();
        }
    }

    /** Works on the key as soon as possible. */
    public void add(K key) {
        lock.lock();
        try {
            if (!started || running.contains(key)) {
                again.add(key);
            } else {
                running.add(key);
                workers.execute(() -> run(key));
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closed and leaves {} alone", name, key);
        } finally {
            lock.unlock();
        }
    }

    /** Works on the key after a time; a later call replaces an earlier one. */
    public void addAfter(K key, Duration delay) {
        lock.lock();
        try {
            Future<?> earlier = timers.put(
                    key, timer.schedule(() -> add(key), Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS));
            if (earlier != null) {
                earlier.cancel(false);
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closed and leaves {} alone", name, key);
        } finally {
            lock.unlock();
        }
    }

    private void run(K key) {
        boolean failed = true;
        try {
            worker.work(key);
            failed = false;
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                LOG.debug("{}: {} changed meanwhile", name, key);
            } else {
                LOG.warn("{}: {} failed and is tried again: {}", name, key, e.getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("{}: {} failed and is tried again", name, key, e);
        }
        done(key, failed);
    }

    private void done(K key, boolean failed) {
        lock.lock();
        try {
            running.remove(key);
            if (failed) {
                int count = failures.merge(key, 1, Integer::sum);
                long millis = FIRST_DELAY.toMillis() << Math.min(count - 1, 11);
                addAfter(key, Duration.ofMillis(Math.min(millis, LONGEST_DELAY.toMillis())));
            } else {
                failures.remove(key);
                timers.computeIfPresent(key, (k, timed) -> timed.isDone() ? null : timed);
            }
            if (again.remove(key)) {
                add(key);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("{} still works while it is closed", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
