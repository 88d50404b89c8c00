package io.dyff.node.pod;

import io.dyff.node.container.ContainerConfigException;
import io.dyff.node.container.Exit;
import io.dyff.node.container.PodFolder;
import io.dyff.node.container.PodPorts;
import io.dyff.node.container.StopSignal;
import io.dyff.node.container.StopSignal.Reason;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The run of a pod: its ports, its init containers one after the other, then all its containers, then its end. */
final class PodRun {

    private static final Logger log = LoggerFactory.getLogger(PodRun.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Node node;
    private final Pod pod;
    private final PodState state;
    private final StopSignal stop;
    private final PodScope scope;

    PodRun(Node node, Pod pod, PodFolder folder, PodState state, StopSignal stop) {
        this.node = node;
        this.pod = pod;
        this.state = state;
        this.stop = stop;
        PodPorts ports = PortFile.of(folder.create(), pod, node.ports());
        this.scope = new PodScope(node, pod, folder, ports, state, stop);
    }

    void run() throws InterruptedException {
        Future<?> deadline = deadline();
        try {
            announcePorts();
            List<Exit> exits = runInitContainers();
            if (exits.stream().allMatch(Exit::success) && stop.given().isEmpty()) {
                state.initialized();
                exits = runContainers();
            }
            conclude(exits);
        } catch (ContainerConfigException unusable) {
            log.warn("pod fails: {}; pod={} reason={}", unusable.problem(), scope, unusable.reason());
            state.extra("ConfigIssue", unusable.reason(), unusable.problem());
            state.end("Failed", unusable.reason(), unusable.problem());
        } finally {
            deadline.cancel(false);
            scope.leavePlace();
            node.ports().giveBack(scope.ports().real().values());
        }
    }

    private Future<?> deadline() {
        Long seconds = pod.getSpec().getActiveDeadlineSeconds();
        if (seconds == null) {
            return CompletableFuture.completedFuture(null);
        }
        Instant end = state.snapshot().startTime().plusSeconds(seconds);
        long left = Math.max(0, Duration.between(Instant.now(), end).toMillis());
        return node.clock().schedule(() -> stop.give(Reason.DEADLINE, scope.grace()), left, TimeUnit.MILLISECONDS);
    }

    /** Everybody who sees the pod ready must see its ports: so they are told first. */
    private void announcePorts() throws InterruptedException {
        Map<String, String> wanted = scope.ports().annotations();
        Map<String, String> there = pod.getMetadata().getAnnotations();
        boolean told = there != null && there.entrySet().containsAll(wanted.entrySet());
        while (!told && !wanted.isEmpty() && stop.given().isEmpty()) {
            try {
                node.api().annotate(pod, wanted);
                told = true;
            } catch (KubernetesClientException outage) {
                log.warn(
                        "cannot annotate a pod with its ports, will try again; pod={} problem={}",
                        scope,
                        outage.getMessage());
                stop.await(RETRY);
            }
        }
    }

    /** Returns the ends of those that ran: a failed one, or one that did not end, is the last. */
    private List<Exit> runInitContainers() throws InterruptedException {
        List<Exit> exits = new ArrayList<>();
        for (Container container : pod.getSpec().getInitContainers()) {
            Optional<Exit> exit = new ContainerRunner(scope, container, true).run();
            exit.ifPresent(exits::add);
            if (exit.isEmpty() || !exit.get().success()) {
                break;
            }
        }
        return exits;
    }

    private List<Exit> runContainers() throws InterruptedException {
        List<CompletableFuture<Optional<Exit>>> runs = new ArrayList<>();
        for (Container container : pod.getSpec().getContainers()) {
            CompletableFuture<Optional<Exit>> run = new CompletableFuture<>();
            runs.add(run);
            Thread.ofVirtual()
                    .name("container-" + pod.getMetadata().getName() + "-" + container.getName())
                    .start(() -> run(container, run));
        }
        try {
            CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ContainerConfigException unusable) {
                throw unusable;
            }
            throw failed;
        }
        return runs.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .toList();
    }

    private void run(Container container, CompletableFuture<Optional<Exit>> run) {
        try {
            run.complete(new ContainerRunner(scope, container, false).run());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            run.complete(Optional.empty());
        } catch (RuntimeException failed) {
            stop.give(Reason.FAILED, scope.grace());
            run.completeExceptionally(failed);
        }
    }

    private void conclude(List<Exit> exits) {
        Optional<Reason> reason = stop.given().map(StopSignal.Stop::reason);
        if (reason.isPresent() && reason.get() != Reason.DELETED && reason.get() != Reason.DEADLINE) {
            return; // nobody is to hear of it
        }
        boolean success = state.snapshot().initialized()
                && exits.size() == pod.getSpec().getContainers().size()
                && exits.stream().allMatch(Exit::success);
        if (reason.filter(Reason.DEADLINE::equals).isPresent()) {
            state.end("Failed", "DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
        } else if (success) {
            state.end("Succeeded", null, null);
        } else if (exits.stream().anyMatch(exit -> exit.cause() != Exit.Cause.OWN)) {
            String message = "the pod's programs ended together with the node agent, or were lost with it";
            state.extra("DisruptionTarget", "TerminationByKubelet", message);
            state.end("Failed", "NodeShutdown", message);
        } else {
            state.end("Failed", null, null);
        }
    }
}
