package io.dyff.node.container;

import io.dyff.node.process.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running program of a container, started by this agent or taken over from an earlier one. */
public final class ContainerProcess {

    private static final Logger log = LoggerFactory.getLogger(ContainerProcess.class);
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);
    private static final long LOOK_MS = 100;

    /** How long a supervisor that has begun may take to name its program: a busy machine needs seconds. */
    private static final Duration NAMING = Duration.ofSeconds(10);

    private final AttemptFolder attempt;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final Instant namedBy;

    /** Kept: its standard input is the pipe whose end tells the supervisor that the agent died. */
    @SuppressWarnings("UnusedVariable")
    private final @Nullable Process supervisor;

    private ContainerProcess(AttemptFolder attempt, @Nullable Process supervisor, Instant namedBy) {
        this.attempt = attempt;
        this.supervisor = supervisor;
        this.namedBy = namedBy;
    }

    static ContainerProcess supervised(AttemptFolder attempt, Process supervisor, ScheduledExecutorService clock) {
        ContainerProcess process = new ContainerProcess(attempt, supervisor, Instant.EPOCH);
        supervisor.onExit().thenRun(() -> process.look(clock));
        return process;
    }

    static ContainerProcess adopted(AttemptFolder attempt, ScheduledExecutorService clock) {
        ContainerProcess process =
                new ContainerProcess(attempt, null, Instant.now().plus(NAMING));
        process.look(clock);
        return process;
    }

    /** Looks until the end is known: by the recorded exit code, or by the absence of everybody who could record one. */
    private void look(ScheduledExecutorService clock) {
        Future<?> looking = clock.scheduleWithFixedDelay(this::look, 0, LOOK_MS, TimeUnit.MILLISECONDS);
        exit.whenComplete((end, failure) -> looking.cancel(false));
    }

    private void look() {
        try {
            lookOnce();
        } catch (RuntimeException unreadable) {
            log.warn("cannot read what became of a container: attempt={}", attempt.path(), unreadable);
        }
    }

    private void lookOnce() {
        // A supervisor that is not named yet may be about to name itself: its program must not be taken for lost.
        boolean someoneLives = attempt.recorded()
                .map(known -> known.program().isAlive() || known.supervisor().isAlive())
                .orElseGet(() -> Instant.now().isBefore(namedBy));
        // The order matters: the code may be recorded between the two looks.
        Optional<Exit> recorded = attempt.exit();
        if (recorded.isPresent()) {
            exit.complete(recorded.get());
        } else if (!someoneLives) {
            exit.complete(new Exit(137, Instant.now(), Exit.Cause.UNKNOWN));
        }
    }

    /** Completes when the program has ended; never fails. */
    public CompletableFuture<Exit> exit() {
        return exit;
    }

    public AttemptFolder attempt() {
        return attempt;
    }

    /** Ends the program and all it started: politely, and after the grace period by force. Returns its end. */
    public Exit end(Duration grace) throws InterruptedException {
        if (!grace.isZero()) {
            signal("TERM");
            Optional<Exit> ended = await(grace);
            if (ended.isPresent()) {
                return ended.get();
            }
            log.info("container did not end in its grace period: killed; attempt={} grace={}", attempt.path(), grace);
        }
        signal("KILL");
        return await(AFTER_KILL).orElseGet(() -> new Exit(137, Instant.now(), Exit.Cause.UNKNOWN));
    }

    /** Like {@link #end}, and notes that the agent wanted it. */
    public Exit disrupt(Duration grace) throws InterruptedException {
        if (!exit.isDone()) {
            attempt.disrupt();
        }
        return end(grace);
    }

    private Optional<Exit> await(Duration time) throws InterruptedException {
        try {
            return Optional.of(exit.get(time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void signal(String name) throws InterruptedException {
        Optional<ProcessIdentity> program = program();
        if (program.isEmpty()) {
            return;
        }
        long pid = program.get().pid();
        var children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
        try {
            new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            "kill -s \"$1\" -- \"-$2\" 2>/dev/null || kill -s \"$1\" \"$2\" 2>/dev/null",
                            "signal",
                            name,
                            Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noShell) {
            log.warn("cannot run /bin/sh to signal process {}: {}", pid, noShell.getMessage());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
        if (name.equals("KILL")) {
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** The program, if it lives. One that was started a moment ago is waited for: its supervisor is about to name it. */
    private Optional<ProcessIdentity> program() throws InterruptedException {
        Optional<AttemptFolder.Recorded> recorded = attempt.recorded();
        Instant bound = Instant.now().plus(NAMING);
        while (recorded.isEmpty() && !exit.isDone() && Instant.now().isBefore(bound)) {
            await(Duration.ofMillis(20));
            recorded = attempt.recorded();
        }
        return recorded.map(AttemptFolder.Recorded::program).filter(ProcessIdentity::isAlive);
    }
}
