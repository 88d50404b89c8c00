package io.dyff.routes.api.watch;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.state.EntityVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The changes of all entities, as they become visible to readers: one reader of the state topic for all streams of this
 * process, which is there while somebody listens, and a little longer.
 */
public final class StateChanges implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(5);
    private static final int RETRY_SECONDS = 2;
    private final Supplier<StateReader> readers;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private @Nullable StateReader reader;
    private boolean closed;

    StateChanges(Supplier<StateReader> readers) {
        this.readers = readers;
    }

    /** Somebody who hears of changes, on the thread that reads them. */
    interface Listener {
        /** A later version of an entity is visible now; those of one partition come in their order. */
        void changed(EntityVersion change);

        /** Nothing more will come, though there may be more. */
        void lost();
    }

    /**
     * Lets somebody hear of everything that becomes visible from now on.
     *
     * @return for each partition a version that is visible by now with all before it: what is read from the database after
     *     this call holds them, and the listener hears of all later ones
     */
    Map<Integer, Long> listen(Listener listener) {
        StateReader reading;
        synchronized (this) {
            if (closed) {
                throw unavailable();
            }
            listeners.add(listener);
            reading = reader == null ? start() : reader;
        }
        try {
            reading.started().get(START.toMillis(), TimeUnit.MILLISECONDS);
            return reading.visible();
        } catch (ExecutionException | TimeoutException e) {
            leave(listener);
            throw unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leave(listener);
            throw unavailable();
        }
    }

    void leave(Listener listener) {
        listeners.remove(listener);
    }

    private StateReader start() {
        StateReader fresh = readers.get();
        reader = fresh;
        Thread.ofPlatform().daemon().name("state-changes").start(() -> {
            try {
                fresh.read(this::tell, this::isUnheard);
            } finally {
                ended(fresh);
            }
        });
        return fresh;
    }

    private void tell(EntityVersion change) {
        listeners.forEach(listener -> listener.changed(change));
    }

    private boolean isUnheard() {
        return listeners.isEmpty();
    }

    /** Whoever came while it was ending, or was there when it failed, has to begin again. */
    private void ended(StateReader old) {
        List<Listener> left;
        synchronized (this) {
            if (reader == old) {
                reader = null;
            }
            left = List.copyOf(listeners);
            listeners.clear();
        }
        left.forEach(Listener::lost);
    }

    private static RuntimeException unavailable() {
        return Problem.retryLater(503, "changes cannot be read now", RETRY_SECONDS)
                .exception();
    }

    /** Ends all streams. */
    @Override
    public void close() {
        StateReader reading;
        synchronized (this) {
            closed = true;
            reading = reader;
        }
        if (reading != null) {
            reading.close();
        }
    }
}
