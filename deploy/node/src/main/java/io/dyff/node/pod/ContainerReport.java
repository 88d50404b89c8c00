package io.dyff.node.pod;

import io.dyff.node.container.AttemptFolder;
import io.dyff.node.container.ContainerProcess;
import io.dyff.node.container.Exit;
import io.dyff.node.log.ContainerLog;
import io.dyff.node.probe.ContainerProbes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes what happens to one container into its pod's state. */
final class ContainerReport implements ContainerProbes.Listener {

    private static final int MESSAGE_LINES = 20;
    private static final int MESSAGE_BYTES = 2048;

    private final PodState state;
    private final Container container;
    private final boolean init;
    private volatile Instant startedAt = Instant.EPOCH;
    private volatile boolean started;
    private volatile boolean ready;

    /** @param init whether it is an init container: such a one is ready when it has succeeded */
    ContainerReport(PodState state, Container container, boolean init) {
        this.state = state;
        this.init = init;
        this.container = container;
    }

    void waiting(String reason, String message) {
        ready = false;
        started = false;
        state.container(
                name(),
                status -> status.withReady(false)
                        .withStarted(false)
                        .withState(new ContainerStateBuilder()
                                .withNewWaiting()
                                .withReason(reason)
                                .withMessage(message)
                                .endWaiting()
                                .build()));
    }

    /** A run has begun. Returns when. */
    Instant running(ContainerProcess process) {
        return running(process, false);
    }

    /** A run of an earlier agent is taken over: what that one found out about it holds until a probe says otherwise. */
    Instant takenOver(ContainerProcess process) {
        return running(process, true);
    }

    private Instant running(ContainerProcess process, boolean known) {
        startedAt = process.attempt()
                .recorded()
                .map(AttemptFolder.Recorded::startedAt)
                .orElseGet(Instant::now);
        int restarts = process.attempt().number();
        state.container(name(), status -> {
            boolean same = known
                    && status.getRestartCount() == restarts
                    && status.buildState().getRunning() != null;
            ready = same && Boolean.TRUE.equals(status.getReady());
            started = same && Boolean.TRUE.equals(status.getStarted());
            // The first report may have come before the supervisor's record, a second earlier: it stands.
            String since = same ? status.buildState().getRunning().getStartedAt() : PodStatusFactory.time(startedAt);
            status.withRestartCount(restarts)
                    .withReady(ready)
                    .withStarted(started)
                    .withImageID(container.getImage())
                    .withContainerID(id(process))
                    .withState(new ContainerStateBuilder()
                            .withNewRunning()
                            .withStartedAt(since)
                            .endRunning()
                            .build());
        });
        return startedAt;
    }

    private String id(ContainerProcess process) {
        return "process://" + process.attempt().path().getFileName() + "." + name();
    }

    @Override
    public void started() {
        if (!started) {
            started = true;
            whileRunning(status -> status.withStarted(true));
        }
    }

    @Override
    public void ready(boolean now) {
        if (ready != now) {
            ready = now;
            whileRunning(status -> status.withReady(now));
        }
    }

    /** A probe may answer after the end of the run that it looked at. */
    private void whileRunning(Consumer<ContainerStatusBuilder> change) {
        state.container(name(), status -> {
            if (status.buildState().getRunning() != null) {
                change.accept(status);
            }
        });
    }

    void terminated(
            ContainerProcess process, Instant began, Exit exit, ContainerLog output, Optional<String> probeProblem) {
        ready = false;
        started = false;
        String tail = exit.success() ? null : output.lastLines(MESSAGE_LINES, MESSAGE_BYTES);
        String message = switch (exit.cause()) {
            case UNKNOWN -> "The container could not be located when the node agent started again";
            case DISRUPTED -> "The container ended together with the node agent";
            case OWN ->
                probeProblem
                        .map(problem -> problem + "\n" + (tail == null ? "" : tail))
                        .orElse(tail);
        };
        ContainerState ended = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exit.code())
                .withReason(reason(exit))
                .withMessage(message == null || message.isBlank() ? null : message.strip())
                .withStartedAt(PodStatusFactory.time(began))
                .withFinishedAt(PodStatusFactory.time(exit.finishedAt()))
                .withContainerID(id(process))
                .endTerminated()
                .build();
        state.container(
                name(),
                status -> status.withReady(init && exit.success())
                        .withStarted(false)
                        .withState(ended));
    }

    private static String reason(Exit exit) {
        if (exit.cause() == Exit.Cause.UNKNOWN) {
            return "ContainerStatusUnknown";
        }
        return exit.success() ? "Completed" : "Error";
    }

    /** The run that ended moves to the last state. */
    void restarting(Duration wait, boolean crashed) {
        state.container(
                name(),
                status -> status.withLastState(status.buildState())
                        .withState(new ContainerStateBuilder()
                                .withNewWaiting()
                                .withReason(crashed ? "CrashLoopBackOff" : "ContainerCreating")
                                .withMessage(
                                        crashed
                                                ? "back-off " + wait.toSeconds() + "s restarting container " + name()
                                                : null)
                                .endWaiting()
                                .build()));
    }

    Duration ran(Exit exit) {
        return Duration.between(startedAt, exit.finishedAt());
    }

    private String name() {
        return container.getName();
    }
}
