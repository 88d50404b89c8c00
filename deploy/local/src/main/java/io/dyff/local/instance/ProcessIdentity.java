package io.dyff.local.instance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One process and no other: a reused pid has another start time.
 *
 * @param startedAt milliseconds since the epoch, as the system tells it
 */
public record ProcessIdentity(long pid, long startedAt) {

    public static ProcessIdentity of(ProcessHandle handle) {
        return new ProcessIdentity(handle.pid(), startOf(handle));
    }

    public static ProcessIdentity self() {
        return of(ProcessHandle.current());
    }

    /** The process, while it lives. */
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(h -> startOf(h) == startedAt && !isZombie());
    }

    @JsonIgnore
    public boolean isAlive() {
        return handle().isPresent();
    }

    /** Asks it to end, and kills it when it has not after the grace time. */
    public void end(Duration grace) throws InterruptedException {
        Optional<ProcessHandle> handle = handle();
        if (handle.isEmpty()) {
            return;
        }
        handle.get().destroy();
        if (!ended(handle.get(), grace)) {
            handle.get().destroyForcibly();
            ended(handle.get(), Duration.ofSeconds(5));
        }
    }

    /** Waits for its end; a zombie that nobody reaps counts as ended. */
    private boolean ended(ProcessHandle handle, Duration bound) throws InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        while (isAlive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                handle.onExit().get(200, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                // Looked at again: the loop tells a zombie from a living process.
                continue;
            } catch (ExecutionException e) {
                throw new IllegalStateException("process " + pid + " cannot be watched", e);
            }
        }
        return true;
    }

    private static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** A dead process that its parent has not collected yet: process 1 of a container may be slow to. */
    private boolean isZombie() {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String text = Files.readString(stat);
            return text.startsWith("Z", text.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }
}
