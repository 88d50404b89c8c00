package io.dyff.node.process;

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
 * A process by its id and start, so that a reused id is never taken for ours.
 *
 * @param pid process id
 * @param born its start in the system's own words: clock ticks since boot where there is a /proc, which no change of
 *     the clock moves, else milliseconds since 1970
 */
public record ProcessIdentity(long pid, String born) {

    /** The process that has this id now; empty when none lives. A dead one that nobody has reaped does not live. */
    public static Optional<ProcessIdentity> of(long pid) {
        if (Files.isDirectory(Path.of("/proc/self"))) {
            return fromProc(pid);
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(Instant::toEpochMilli)
                .map(start -> new ProcessIdentity(pid, Long.toString(start)));
    }

    /** The process of a handle; one that has ended already is never alive. */
    public static ProcessIdentity of(ProcessHandle handle) {
        return of(handle.pid()).orElseGet(() -> new ProcessIdentity(handle.pid(), ""));
    }

    public static ProcessIdentity self() {
        return of(ProcessHandle.current());
    }

    private static Optional<ProcessIdentity> fromProc(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") || fields[0].equals("X")
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(pid, fields[19]));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Whether exactly this process lives. */
    @JsonIgnore
    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** The process, while it lives. */
    public Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
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
}
