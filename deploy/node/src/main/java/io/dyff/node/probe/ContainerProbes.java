package io.dyff.node.probe;

import io.dyff.node.container.PodPorts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after one run of a container: first until it has started, then whether it is ready and alive. */
public final class ContainerProbes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ContainerProbes.class);

    /** Hears what the probes find. */
    public interface Listener {
        void started();

        void ready(boolean ready);
    }

    private final Container container;
    private final Listener listener;
    private final Duration hurry;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final CompletableFuture<String> unhealthy = new CompletableFuture<>();
    private final @Nullable Check startup;
    private final @Nullable Check readiness;
    private final @Nullable Check liveness;

    /** @param hurry the period until a probe succeeds for the first time */
    public ContainerProbes(Container container, PodPorts ports, Checks checks, Duration hurry, Listener listener) {
        this.container = container;
        this.listener = listener;
        this.hurry = hurry;
        this.startup = check(container.getStartupProbe(), ports, checks);
        this.readiness = check(container.getReadinessProbe(), ports, checks);
        this.liveness = check(container.getLivenessProbe(), ports, checks);
    }

    private @Nullable Check check(@Nullable Probe probe, PodPorts ports, Checks checks) {
        return probe == null ? null : checks.of(probe, container, ports);
    }

    public void start() {
        Check first = startup;
        if (first == null) {
            afterStart();
            return;
        }
        ProbeTimes times = ProbeTimes.of(container.getStartupProbe()).hurried(hurry);
        loop("startup", first, times, times, success -> {
            if (success) {
                afterStart();
            } else {
                unhealthy.complete("startup probe failed");
            }
            return false;
        });
    }

    private void afterStart() {
        listener.started();
        if (readiness == null) {
            listener.ready(true);
        } else {
            ProbeTimes times = ProbeTimes.of(container.getReadinessProbe());
            loop("readiness", readiness, times.hurried(hurry), times, success -> {
                listener.ready(success);
                return true;
            });
        }
        if (liveness != null) {
            ProbeTimes times = ProbeTimes.of(container.getLivenessProbe());
            loop("liveness", liveness, times, times, success -> {
                if (!success) {
                    unhealthy.complete("liveness probe failed");
                }
                return success;
            });
        }
    }

    /** Completes with the problem when the container must be killed. */
    public CompletableFuture<String> unhealthy() {
        return unhealthy;
    }

    @Override
    public void close() {
        over.complete(null);
    }

    /** Decides whether to go on looking. */
    private interface Verdict {
        boolean heard(boolean success);
    }

    private void loop(String name, Check check, ProbeTimes first, ProbeTimes then, Verdict verdict) {
        Thread.ofVirtual().name(name + "-" + container.getName()).start(() -> {
            try {
                new Loop(name, check, verdict).run(first, then);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private final class Loop {
        private final String name;
        private final Check check;
        private final Verdict verdict;
        private int successes;
        private int failures;

        Loop(String name, Check check, Verdict verdict) {
            this.name = name;
            this.check = check;
            this.verdict = verdict;
        }

        void run(ProbeTimes first, ProbeTimes then) throws InterruptedException {
            boolean going = !isOver(first.initialDelay());
            ProbeTimes times = first;
            while (going) {
                CheckResult result = check.look(times.timeout());
                if (over.isDone()) {
                    return;
                }
                going = count(result, times);
                times = result.success() ? then : times;
                going = going && !isOver(times.period());
            }
        }

        private boolean count(CheckResult result, ProbeTimes times) {
            successes = result.success() ? successes + 1 : 0;
            failures = result.success() ? 0 : failures + 1;
            if (result.success() && successes >= times.successes()) {
                return verdict.heard(true);
            }
            if (failures >= times.failures()) {
                log.info(
                        "{} probe failed {} times; container={} problem={}",
                        name,
                        failures,
                        container.getName(),
                        result.problem());
                return verdict.heard(false);
            }
            return true;
        }
    }

    private boolean isOver(Duration wait) throws InterruptedException {
        try {
            over.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether the container was killed because of a probe, and which. */
    public Optional<String> problem() {
        return Optional.ofNullable(unhealthy.getNow(null));
    }
}
