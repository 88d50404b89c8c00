package io.dyff.local.supervise;

import io.dyff.local.instance.RunState;
import io.dyff.node.process.Commands;
import io.dyff.node.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One process of the platform through its lives: started, watched, started again. */
final class SupervisedProcess {
    private static final String RUNNING = "running";

    private final ProcessSpec spec;
    private final Backoff backoff = new Backoff();
    private @Nullable Process process;
    private @Nullable ProcessIdentity identity;
    private Instant startedAt = Instant.EPOCH;
    private boolean everReady;
    private int restarts;
    private String state = "starting";

    SupervisedProcess(ProcessSpec spec) {
        this.spec = spec;
    }

    ProcessSpec spec() {
        return spec;
    }

    synchronized Process start() throws IOException {
        Files.createDirectories(spec.log().getParent());
        ProcessBuilder builder = new ProcessBuilder(inOwnSession(spec.command()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        Process started = builder.start();
        started.getOutputStream().close();
        process = started;
        identity = ProcessIdentity.of(started.toHandle());
        startedAt = Instant.now();
        state = "starting";
        return started;
    }

    synchronized void ready() {
        everReady = true;
        state = RUNNING;
    }

    synchronized boolean isReady() {
        return state.equals(RUNNING) && isAlive();
    }

    synchronized boolean everReady() {
        return everReady;
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Waits until it has ended, or the bound is over. */
    void awaitExit(Duration bound) throws InterruptedException {
        Process current;
        synchronized (this) {
            current = process;
        }
        if (current != null) {
            current.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    synchronized Duration died() {
        state = "waiting";
        restarts++;
        return backoff.next(Duration.between(startedAt, Instant.now()));
    }

    synchronized int exitCode() {
        return process == null || process.isAlive() ? -1 : process.exitValue();
    }

    void end(Duration grace) throws InterruptedException {
        ProcessIdentity current;
        synchronized (this) {
            current = identity;
            state = "ended";
        }
        if (current != null) {
            current.end(grace);
        }
    }

    /** Writes what its threads do to its log, when it is Java's and lives. */
    boolean tellThreads() throws InterruptedException {
        ProcessHandle handle;
        synchronized (this) {
            handle = Optional.ofNullable(identity)
                    .flatMap(ProcessIdentity::handle)
                    .orElse(null);
        }
        return handle != null && ThreadDump.ask(handle);
    }

    synchronized RunState.Child describe() {
        return new RunState.Child(spec.name(), identity, state, restarts);
    }

    /** A terminal's Ctrl-C goes to its whole group of processes; ours are ended in order instead. */
    private static List<String> inOwnSession(List<String> command) {
        if (!SETSID) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of("setsid"));
        all.addAll(command);
        return all;
    }

    private static final boolean SETSID = Commands.onPath("setsid");
}
