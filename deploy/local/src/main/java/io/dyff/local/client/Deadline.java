package io.dyff.local.client;

import io.dyff.local.instance.LocalException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of all patience: waits for things to become so, and says what did not. */
public final class Deadline {
    private static final Duration POLL = Duration.ofMillis(100);
    private final CountDownLatch never = new CountDownLatch(1);
    private final Duration bound;
    private final long begin = System.nanoTime();

    public Deadline(Duration bound) {
        this.bound = bound;
    }

    /** Looks at something that may not be there yet. */
    public interface Look<T> {
        Optional<T> look() throws InterruptedException;
    }

    /**
     * Looks until something is there.
     *
     * @param what completes the sentence "… did not happen within …"
     */
    public <T> T await(String what, Look<T> look) throws InterruptedException {
        return await(what, POLL, look);
    }

    /**
     * The same, for what happens sooner.
     *
     * @param pause between two looks
     */
    public <T> T await(String what, Duration pause, Look<T> look) throws InterruptedException {
        while (true) {
            Optional<T> found = look.look();
            if (found.isPresent()) {
                return found.get();
            }
            if (isOver()) {
                throw LocalException.failed(what + " did not happen within " + bound.toSeconds() + " s");
            }
            never.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Whether it has passed. */
    boolean isOver() {
        return System.nanoTime() - begin > bound.toNanos();
    }
}
