package io.dyff.local.supervise;

import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.RunState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a set of processes alive: one that was ready and died is started again after a growing pause, once all of lower
 * stages are ready, and said so; one that dies while it starts for the first time fails the start.
 */
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final long LOG_CAP = 16L * 1024 * 1024;
    private static final Duration POLL = Duration.ofMillis(100);
    // What a pod gets by default. The first end of a build needs most of it: Java then writes its class archive, and
    // one
    // killed at that would start as slowly the next time, and every time after it.
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Consumer<String> say;
    private final Runnable changed;
    private final HealthProbe probe = new HealthProbe();
    private final Map<String, SupervisedProcess> processes = new LinkedHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(r -> {
        Thread thread = new Thread(r, "supervisor");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closing;

    /**
     * @param say tells the user what happened to a process
     * @param changed is called after each change of a process
     */
    public Supervisor(Consumer<String> say, Runnable changed) {
        this.say = say;
        this.changed = changed;
        timer.scheduleWithFixedDelay(this::trimLogs, 10, 10, TimeUnit.SECONDS);
    }

    /** Starts the process and watches it from now on. */
    public void start(ProcessSpec spec) {
        launch(new SupervisedProcess(spec));
    }

    /**
     * Waits until the process is ready. One that was ready before and hangs now is ended, and so started again.
     *
     * @throws LocalException when it dies first, or takes longer than its bound; then what its threads do is in its log
     */
    public void awaitReady(String name) throws InterruptedException {
        SupervisedProcess process = get(name);
        long deadline = System.nanoTime() + process.spec().startBound().toNanos();
        while (!probe.ready(process.spec().health())) {
            if (!process.isAlive()) {
                throw LocalException.failed(diedWhileStarting(process));
            }
            if (System.nanoTime() > deadline) {
                throw tooSlow(process);
            }
            process.awaitExit(POLL);
        }
        process.ready();
        tellChange();
    }

    /** Starts all of them together and waits until each is ready. */
    public void startAll(Collection<ProcessSpec> specs) throws InterruptedException {
        specs.forEach(this::start);
        for (ProcessSpec spec : specs) {
            awaitReady(spec.name());
        }
    }

    public List<RunState.Child> describe() {
        synchronized (processes) {
            return processes.values().stream().map(SupervisedProcess::describe).toList();
        }
    }

    /** Ends all processes, those of the highest stage first. */
    @Override
    public void close() throws InterruptedException {
        synchronized (processes) {
            closing = true;
        }
        timer.shutdownNow();
        for (List<SupervisedProcess> stage : byStage().values()) {
            List<CompletableFuture<Void>> ends = stage.stream()
                    .map(process -> CompletableFuture.runAsync(() -> end(process), Thread::startVirtualThread))
                    .toList();
            ends.forEach(CompletableFuture::join);
            tellChange();
        }
    }

    private Map<Integer, List<SupervisedProcess>> byStage() {
        Map<Integer, List<SupervisedProcess>> stages = new TreeMap<>(Comparator.reverseOrder());
        synchronized (processes) {
            processes
                    .values()
                    .forEach(p -> stages.computeIfAbsent(p.spec().stage(), s -> new ArrayList<>())
                            .add(p));
        }
        return stages;
    }

    private static void end(SupervisedProcess process) {
        try {
            process.end(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void launch(SupervisedProcess process) {
        try {
            begin(process).onExit().thenRun(() -> exited(process));
        } catch (IOException e) {
            throw new LocalException(
                    io.dyff.local.instance.ExitCode.FAILED,
                    process.spec().name() + " cannot be started: " + e.getMessage(),
                    e);
        }
        tellChange();
    }

    /** Either before the end begins, which then ends it too, or not at all. */
    private Process begin(SupervisedProcess process) throws IOException {
        synchronized (processes) {
            if (closing) {
                throw new IOException("the platform ends");
            }
            processes.put(process.spec().name(), process);
            return process.start();
        }
    }

    private void exited(SupervisedProcess process) {
        if (closing || !process.everReady()) {
            return;
        }
        int exit = process.exitCode();
        Duration wait = process.died();
        // First of all: whatever telling others needs, such as space on a disk, may be what the process died of.
        restartAfter(process, wait);
        tellChange();
        say.accept("%s ended with exit code %d; it starts again in %.1f s (%s)"
                .formatted(
                        process.spec().name(),
                        exit,
                        wait.toMillis() / 1000.0,
                        process.spec().log()));
    }

    /** Beside a start of what it needs it could do nothing but take processor time from that. */
    private boolean hasWhatItNeeds(SupervisedProcess process) {
        synchronized (processes) {
            return processes.values().stream()
                    .filter(other -> other.spec().stage() < process.spec().stage())
                    .allMatch(SupervisedProcess::isReady);
        }
    }

    private void restartAfter(SupervisedProcess process, Duration wait) {
        timer.schedule(() -> restart(process), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tellChange() {
        try {
            changed.run();
        } catch (RuntimeException e) {
            LOG.error("a change of the processes cannot be told: {}", e.toString());
        }
    }

    private void restart(SupervisedProcess process) {
        if (closing) {
            return;
        }
        if (!hasWhatItNeeds(process)) {
            restartAfter(process, POLL);
            return;
        }
        try {
            launch(process);
        } catch (LocalException e) {
            if (!closing) {
                say.accept(e.sentence());
                restartAfter(process, process.died());
            }
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                awaitReady(process.spec().name());
                say.accept(process.spec().name() + " is ready again");
            } catch (LocalException e) {
                // The watch that started it has seen its end, and starts it again.
                say.accept(e.sentence());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void trimLogs() {
        synchronized (processes) {
            for (SupervisedProcess process : processes.values()) {
                try {
                    new LogFile(process.spec().log(), LOG_CAP).trim();
                } catch (IOException e) {
                    LOG.warn("log of {} cannot be trimmed", process.spec().name(), e);
                }
            }
        }
    }

    private SupervisedProcess get(String name) {
        synchronized (processes) {
            SupervisedProcess process = processes.get(name);
            if (process == null) {
                throw new IllegalArgumentException("no process " + name);
            }
            return process;
        }
    }

    private static String diedWhileStarting(SupervisedProcess process) {
        return "%s ended with exit code %d while it started; %s"
                .formatted(process.spec().name(), process.exitCode(), lastWords(process));
    }

    private static LocalException tooSlow(SupervisedProcess process) throws InterruptedException {
        String words = lastWords(process);
        String threads = process.tellThreads() ? " (its log also has what its threads did)" : "";
        if (process.everReady()) {
            end(process);
        }
        return LocalException.failed("%s was not ready after %d s%s; %s"
                .formatted(process.spec().name(), process.spec().startBound().toSeconds(), threads, words));
    }

    private static String lastWords(SupervisedProcess process) {
        try {
            List<String> lines = new LogFile(process.spec().log(), LOG_CAP).tail(8);
            return "end of " + process.spec().log() + ":\n  " + String.join("\n  ", lines);
        } catch (IOException e) {
            return "its log " + process.spec().log() + " cannot be read: " + e.getMessage();
        }
    }
}
