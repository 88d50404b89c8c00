package io.dyff.node.pod;

import io.dyff.node.NodeCounters;
import io.dyff.node.container.ContainerConfigException;
import io.dyff.node.container.ContainerProcess;
import io.dyff.node.container.Exit;
import io.dyff.node.container.Launch;
import io.dyff.node.container.ProgramSpec;
import io.dyff.node.container.StopSignal;
import io.dyff.node.log.ContainerLog;
import io.dyff.node.probe.ContainerProbes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one container of a pod, again and again as its restart policy says, until it has ended for good or the pod stops. */
final class ContainerRunner {

    private static final Logger log = LoggerFactory.getLogger(ContainerRunner.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(15);

    private final PodScope pod;
    private final Container container;
    private final boolean init;
    private final RestartPolicy policy;
    private final Launch launch;
    private final ContainerReport report;
    private final RestartBackoff backoff = new RestartBackoff();

    ContainerRunner(PodScope pod, Container container, boolean init) {
        this.pod = pod;
        this.container = container;
        this.init = init;
        this.policy = init ? pod.policy().forInit() : pod.policy();
        this.launch = new Launch(pod.folder(), pod.node().supervisor());
        this.report = new ContainerReport(pod.state(), container, init);
    }

    /** One run of the container. */
    private record Run(ContainerProcess process, ContainerProbes probes, boolean takenOver) {}

    /**
     * Runs the container.
     *
     * @return its last end; empty when it never started, because the pod stopped, or when it is left running
     * @throws ContainerConfigException when it can never start and its pod is a Job's
     */
    Optional<Exit> run() throws InterruptedException {
        Optional<Run> run = takeOver();
        if (run.isEmpty()) {
            run = start();
        }
        while (run.isPresent()) {
            Optional<Exit> exit = oversee(run.get());
            if (exit.isEmpty() || pod.stop().given().isPresent() || !policy.restarts(exit.get())) {
                return exit;
            }
            waitToRestart(exit.get());
            run = start();
        }
        return Optional.empty();
    }

    private Optional<Run> takeOver() {
        Optional<ContainerProcess> process = launch.takeOver(container.getName());
        process.ifPresent(found -> {
            pod.leavePlace();
            pod.node().counters().add(NodeCounters.Deed.CONTAINER_ADOPTED);
        });
        return process.map(found -> new Run(found, probesIfPossible(), true));
    }

    /** A program that runs already goes on, even when its probes cannot be had any more. */
    private ContainerProbes probesIfPossible() {
        try {
            return probes(container);
        } catch (RuntimeException impossible) {
            log.warn(
                    "takes a container over without its probes; pod={} container={} problem={}",
                    pod,
                    container.getName(),
                    impossible.getMessage());
            return probes(new ContainerBuilder(container)
                    .withStartupProbe(null)
                    .withReadinessProbe(null)
                    .withLivenessProbe(null)
                    .build());
        }
    }

    /** Tries until the program runs; empty when the pod stopped before. */
    private Optional<Run> start() throws InterruptedException {
        Duration retry = FIRST_RETRY;
        while (pod.stop().given().isEmpty()) {
            try {
                return startOnce();
            } catch (ContainerConfigException unusable) {
                if (unusable.permanent() && pod.belongsToJob()) {
                    report.waiting(unusable.reason(), unusable.problem());
                    throw unusable;
                }
                cannotStart(unusable.reason(), unusable);
            } catch (IOException | RuntimeException broken) {
                cannotStart("CreateContainerError", broken);
            }
            pod.stop().await(retry);
            retry = retry.multipliedBy(2).compareTo(LAST_RETRY) > 0 ? LAST_RETRY : retry.multipliedBy(2);
        }
        return Optional.empty();
    }

    /** Nothing may fail once the program runs: all that can be wrong is looked at before. */
    private Optional<Run> startOnce() throws IOException {
        refuseSidecar();
        ContainerProbes probes = probes(container);
        pod.makeVolumes();
        ProgramSpec planned = pod.plan().of(container);
        ProgramSpec program = pod.policy() == RestartPolicy.ALWAYS ? planned : planned.inBackground();
        if (!awaitPlace()) {
            return Optional.empty();
        }
        pod.starts();
        ContainerProcess process = launch.start(container.getName(), program);
        pod.node().counters().add(NodeCounters.Deed.CONTAINER_STARTED);
        return Optional.of(new Run(process, probes, false));
    }

    /** Whether the pod has its place; false when it stopped before. */
    private boolean awaitPlace() {
        CompletableFuture<Void> place = pod.place();
        if (!place.isDone()) {
            report.waiting(
                    "ContainerCreating",
                    "as many pods of Jobs start on the node as may at once ("
                            + pod.node().settings().startsAtOnce() + "): this one is next when another has started");
            CompletableFuture.anyOf(place, pod.stop().future()).join();
        }
        return pod.stop().given().isEmpty();
    }

    private void refuseSidecar() {
        if (init && "Always".equals(container.getRestartPolicy())) {
            throw ContainerConfigException.wrong("init container " + container.getName()
                    + " has restartPolicy Always: sidecars of this kind do not exist on the local node");
        }
    }

    private void cannotStart(String reason, Exception problem) {
        log.warn(
                "cannot start a container, will try again; pod={} container={} reason={} problem={}",
                pod,
                container.getName(),
                reason,
                problem.getMessage());
        report.waiting(reason, String.valueOf(problem.getMessage()));
    }

    /** Looks after one run until it has ended; empty when it is left running. */
    private Optional<Exit> oversee(Run run) throws InterruptedException {
        ContainerProcess process = run.process();
        ContainerLog output = new ContainerLog(process.attempt().log());
        Instant startedAt = run.takenOver() ? report.takenOver(process) : report.running(process);
        int number = process.attempt().number();
        log.info(
                "container {}; pod={} container={} run={}",
                run.takenOver() ? "taken over" : "started",
                pod,
                container.getName(),
                number);
        Future<?> keeping = keep(output);
        try (ContainerProbes probes = run.probes()) {
            probes.start();
            CompletableFuture.anyOf(process.exit(), pod.stop().future(), probes.unhealthy())
                    .join();
            Optional<Exit> exit = end(process, probes);
            exit.ifPresent(ended -> {
                log.info(
                        "container ended; pod={} container={} run={} code={} cause={}",
                        pod,
                        container.getName(),
                        number,
                        ended.code(),
                        ended.cause());
                report.terminated(process, startedAt, ended, output, probes.problem());
            });
            return exit;
        } finally {
            keeping.cancel(false);
            keepOnce(output, pod.node().settings().logCap());
        }
    }

    private Optional<Exit> end(ContainerProcess process, ContainerProbes probes) throws InterruptedException {
        if (process.exit().isDone()) {
            return Optional.of(process.exit().join());
        }
        Optional<StopSignal.Stop> stop = pod.stop().given();
        if (stop.isEmpty()) {
            log.info(
                    "container is killed; pod={} container={} problem={}",
                    pod,
                    container.getName(),
                    probes.problem().orElse(""));
            return Optional.of(process.end(pod.grace()));
        }
        return switch (stop.get().reason()) {
            case LEFT_ALONE -> Optional.empty();
            case SHUTDOWN -> Optional.of(process.disrupt(stop.get().grace()));
            default -> Optional.of(process.end(stop.get().grace()));
        };
    }

    private ContainerProbes probes(Container probed) {
        return new ContainerProbes(
                probed, pod.ports(), pod.node().checks(), pod.node().settings().hurry(), report);
    }

    private Future<?> keep(ContainerLog output) {
        long cap = pod.node().settings().logCap();
        return pod.node().clock().scheduleWithFixedDelay(() -> keepOnce(output, cap), 1, 1, TimeUnit.SECONDS);
    }

    private void keepOnce(ContainerLog output, long cap) {
        try {
            output.keep(cap);
        } catch (IOException broken) {
            log.warn(
                    "cannot keep a log below its cap; pod={} container={} problem={}",
                    pod,
                    container.getName(),
                    broken.getMessage());
        }
    }

    /** Programs that ended with the agent, and not by themselves, start again at once. */
    private void waitToRestart(Exit exit) throws InterruptedException {
        Duration wait = exit.cause() == Exit.Cause.OWN ? backoff.after(report.ran(exit)) : Duration.ZERO;
        report.restarting(wait, exit.cause() == Exit.Cause.OWN);
        pod.stop().await(wait);
    }
}
