package io.dyff.node.container;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells everything that runs for a pod to stop, once and for all, and why. */
public final class StopSignal {

    /** Why a pod stops. */
    public enum Reason {
        /** Its object has a deletion timestamp. */
        DELETED,
        /** Its object is gone. */
        VANISHED,
        /** Its activeDeadlineSeconds are over. */
        DEADLINE,
        /** Another container of it can never start. */
        FAILED,
        /** The agent ends, and its programs with it. */
        SHUTDOWN,
        /** The agent ends, and its programs go on. */
        LEFT_ALONE
    }

    /** A reason and the time that programs have to end. */
    public record Stop(Reason reason, Duration grace) {}

    private final CompletableFuture<Stop> stop = new CompletableFuture<>();

    /** Gives the signal; only the first counts. */
    public boolean give(Reason reason, Duration grace) {
        return stop.complete(new Stop(reason, grace));
    }

    public Optional<Stop> given() {
        return Optional.ofNullable(stop.getNow(null));
    }

    /** Waits for a time, or shorter when the signal comes. */
    public Optional<Stop> await(Duration time) throws InterruptedException {
        try {
            return Optional.of(stop.get(time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException nothing) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public CompletableFuture<Stop> future() {
        return stop;
    }
}
