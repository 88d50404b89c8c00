package io.dyff.node.pod;

import io.dyff.node.container.PodFolder;
import io.dyff.node.container.StopSignal;
import io.dyff.node.container.StopSignal.Reason;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one pod from the moment it is bound to the node until its object is gone: has it run, stops it when its object is
 * deleted, and then takes the object away.
 */
public final class PodRunner {

    private static final Logger log = LoggerFactory.getLogger(PodRunner.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration FLUSH = Duration.ofSeconds(20);
    private static final Duration FORCED_GRACE = Duration.ofSeconds(2);

    private final Node node;
    private final PodFolder folder;
    private final StopSignal stop = new StopSignal();
    private final StatusWriter writer;
    private final PodState state;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final CompletableFuture<Void> vanished = new CompletableFuture<>();
    private final AtomicBoolean deleting = new AtomicBoolean();
    private volatile Pod pod;

    public PodRunner(Node node, Pod pod, PodFolder folder) {
        this.node = node;
        this.pod = pod;
        this.folder = folder;
        this.writer = new StatusWriter(
                pod,
                node.api(),
                new PodStatusFactory(Clock.systemUTC()),
                node.settings().batching(),
                node.counters());
        String started = pod.getStatus() == null ? null : pod.getStatus().getStartTime();
        this.state = new PodState(pod, started == null ? Instant.now() : Instant.parse(started), writer::changed);
    }

    public Pod pod() {
        return pod;
    }

    public PodFolder folder() {
        return folder;
    }

    /** Whether a run of a container goes on. */
    public boolean runs(String container, int attempt) {
        PodState.Snapshot now = state.snapshot();
        return !done.isDone()
                && java.util.stream.Stream.concat(now.initContainers().stream(), now.containers().stream())
                        .filter(status -> status.getName().equals(container))
                        .anyMatch(status -> runs(status, attempt));
    }

    /** A run that has begun may not be in the status yet. */
    private static boolean runs(ContainerStatus status, int attempt) {
        boolean neverEnded = status.getState().getTerminated() == null
                && (status.getLastState() == null || status.getLastState().getTerminated() == null);
        return status.getRestartCount() < attempt
                || status.getRestartCount() == attempt
                        && (neverEnded || status.getState().getRunning() != null);
    }

    /** Completes when no program of the pod runs any more, or those that do are left alone. */
    public CompletableFuture<Void> done() {
        return done;
    }

    /** Begins, or goes on where an earlier agent stopped. */
    public void start() {
        thread("pod", () -> {
            try {
                if (!ended(pod)) {
                    writer.start(state);
                    new PodRun(node, pod, folder, state, stop).run();
                }
            } finally {
                done.complete(null);
            }
        });
        observe(pod);
    }

    private static boolean ended(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    /** The API server's newest object. */
    public void observe(Pod newest) {
        pod = newest;
        writer.observe(newest);
        if (newest.getMetadata().getDeletionTimestamp() != null && deleting.compareAndSet(false, true)) {
            stop.give(Reason.DELETED, grace(newest));
            thread("delete", this::delete);
        }
    }

    private Duration grace(Pod deleted) {
        Long given = deleted.getMetadata().getDeletionGracePeriodSeconds();
        Long seconds = given == null ? deleted.getSpec().getTerminationGracePeriodSeconds() : given;
        Duration longest = node.settings().longestGrace();
        Duration grace = seconds == null ? longest : Duration.ofSeconds(seconds);
        return grace.compareTo(longest) > 0 ? longest : grace;
    }

    /** The object is gone: nobody waits for anything any more. */
    public void vanish() {
        writer.close();
        vanished.complete(null);
        stop.give(Reason.VANISHED, FORCED_GRACE);
    }

    /** The agent ends. What the API server says stays as it is: the next agent puts it right. */
    public void shutdown(boolean endPrograms, Duration grace) {
        writer.close();
        stop.give(endPrograms ? Reason.SHUTDOWN : Reason.LEFT_ALONE, grace);
    }

    /** When the programs have ended, stores how, and removes the object. */
    private void delete() throws InterruptedException {
        done.join();
        while (!agentEnds() && !vanished.isDone()) {
            if (!ended(pod)) {
                writer.flush(FLUSH);
            }
            try {
                node.api().delete(pod);
                return;
            } catch (KubernetesClientException outage) {
                log.warn(
                        "cannot remove a pod that has ended, will try again; pod={} problem={}",
                        name(),
                        outage.getMessage());
            }
            awaitVanished();
        }
    }

    private boolean agentEnds() {
        return stop.given()
                .filter(given -> given.reason() == Reason.SHUTDOWN || given.reason() == Reason.LEFT_ALONE)
                .isPresent();
    }

    private void awaitVanished() throws InterruptedException {
        try {
            vanished.get(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
            log.debug("still there; pod={}", name());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What runs in a thread of a pod. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private void thread(String what, Work work) {
        Thread.ofVirtual().name(what + "-" + pod.getMetadata().getName()).start(() -> {
            try {
                work.run();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException broken) {
                log.error("a pod cannot be run; pod={}", name(), broken);
                state.end("Failed", "NodeAgentError", "the node agent failed: " + broken.getMessage());
            }
        });
    }

    private String name() {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }
}
