package io.dyff.kube.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The newest changes of one resource, which watchers read at their own pace; bounded by number and by bytes. */
public final class ResourceLog {

    /** The wanted change is older than the window: the client must list again. */
    public static final class Expired extends Exception {
        Expired(long wanted, long oldest) {
            super("too old resource version: " + wanted + " (" + oldest + ")");
        }
    }

    private final int capacity;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final @Nullable Change[] ring;
    private int start;
    private int size;
    private long bytes;
    /** Every change after this version is in the ring. */
    private long floor;

    private boolean closed;

    ResourceLog(int capacity, long maxBytes, long floor) {
        this.capacity = capacity;
        this.maxBytes = maxBytes;
        this.floor = floor;
        this.ring = new Change[capacity];
    }

    void append(Change change) {
        lock.lock();
        try {
            while (size == capacity || (size > 0 && bytes > maxBytes)) {
                evict();
            }
            ring[(start + size) % capacity] = change;
            size++;
            bytes += change.last().json().length;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void evict() {
        Change oldest = at(0);
        floor = oldest.version();
        bytes -= oldest.last().json().length;
        // What stands in the ring is kept in memory, counted or not.
        ring[start] = null;
        start = (start + 1) % capacity;
        size--;
    }

    /**
     * Waits for changes after a version.
     *
     * @return at most 256 changes in order; empty when none came in time or the log was closed
     */
    public List<Change> after(long version, long timeout, TimeUnit unit) throws Expired, InterruptedException {
        long nanos = unit.toNanos(timeout);
        lock.lockInterruptibly();
        try {
            while (true) {
                if (version < floor) {
                    throw new Expired(version, floor);
                }
                List<Change> found = read(version);
                if (!found.isEmpty() || nanos <= 0 || closed) {
                    return found;
                }
                nanos = grown.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** One of those that are kept, the oldest being 0. */
    private Change at(int position) {
        return Objects.requireNonNull(ring[(start + position) % capacity]);
    }

    private List<Change> read(long version) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).version() <= version) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        List<Change> found = new ArrayList<>();
        for (int i = low; i < size && found.size() < 256; i++) {
            found.add(at(i));
        }
        return found;
    }

    /** Lets every waiting watcher go. */
    void close() {
        lock.lock();
        try {
            closed = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
