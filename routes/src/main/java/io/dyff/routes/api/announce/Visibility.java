package io.dyff.routes.api.announce;

import io.dyff.routes.event.Ticket;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.progress.StateConsumer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets writers wait until the sink has stored their event, and knows how far behind it is. One poll of the sink's progress
 * serves all of this process: every ten milliseconds while somebody waits, a few times a second while something written is
 * not stored, and never else.
 */
public final class Visibility implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Visibility.class);
    private static final long POLL_MILLIS = 10;
    private static final long UNWAITED_POLL_MILLIS = 200;
    private final JdbcClient jdbc;
    private final DataFiles files;
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final Backlog backlog;
    private final Semaphore arrivals = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param lagLimit how long something written may stay invisible before new writes are refused */
    public Visibility(JdbcClient jdbc, DataFiles files, Duration lagLimit) {
        this.jdbc = jdbc;
        this.files = files;
        this.backlog = new Backlog(lagLimit, System.nanoTime());
    }

    /** Starts the poll. */
    public Visibility start() {
        Thread.ofVirtual().name("visibility").start(this::poll);
        return this;
    }

    /** Something was written; whoever wants to wait for it says so himself. */
    void written(Ticket ticket) {
        if (backlog.written(ticket, System.nanoTime())) {
            arrivals.release();
        }
    }

    /** Waits until the event is visible; false when it is not within the bound. */
    boolean await(Ticket ticket, Duration bound) {
        Waiter waiter = new Waiter(ticket, System.nanoTime(), new CompletableFuture<>());
        waiters.add(waiter);
        arrivals.release();
        try {
            waiter.visible.get(bound.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiters.remove(waiter);
        }
    }

    /** Whether the sink is so far behind, for whoever writes, that nothing should be added. */
    boolean isBehind() {
        return !backlog.admits(System.nanoTime());
    }

    /** How long the oldest waiter has waited: the measure of overload. */
    Duration oldestWait() {
        Waiter oldest = waiters.peek();
        return oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest.since);
    }

    private void poll() {
        try {
            do {
                awaitWork();
                arrivals.drainPermits();
                releaseVisible();
            } while (!closed.await(POLL_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitWork() throws InterruptedException {
        if (waiters.isEmpty()) {
            if (backlog.isEmpty()) {
                arrivals.acquire();
            } else {
                arrivals.tryAcquire(UNWAITED_POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void releaseVisible() {
        try {
            Map<Integer, Long> progress = new HashMap<>();
            jdbc.sql(files.text("select-progress.sql"))
                    .param("consumer", StateConsumer.SINK.id())
                    .query(row -> {
                        progress.put(row.getInt("partition"), row.getLong("event_offset"));
                    });
            backlog.stored(progress, System.nanoTime());
            waiters.forEach(waiter -> {
                if (progress.getOrDefault(waiter.ticket.partition(), -1L) >= waiter.ticket.offset()) {
                    waiter.visible.complete(true);
                }
            });
        } catch (RuntimeException e) {
            // Waiters meet their bound and are told that visibility is pending; the next poll tries again. At the end
            // of the process the pool may be closed first.
            if (closed.getCount() > 0) {
                LOG.warn("the sink's progress cannot be read: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        arrivals.release();
    }

    private record Waiter(Ticket ticket, long since, CompletableFuture<Boolean> visible) {}
}
