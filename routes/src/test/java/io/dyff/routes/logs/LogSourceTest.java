package io.dyff.routes.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogSourceTest {
    private static final ContainerState NONE = new ContainerState();
    private static final ContainerState RUNNING =
            new ContainerStateBuilder().withNewRunning().endRunning().build();
    private static final ContainerState ENDED = new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(1)
            .endTerminated()
            .build();

    @Test
    void shouldReadTheRunBeforeOnlyWhenThereIsANewerOne() {
        assertThat(source(RUNNING, NONE))
                .extracting(LogSource::started, LogSource::restarted)
                .containsExactly(true, false);
        assertThat(source(RUNNING, ENDED))
                .extracting(LogSource::started, LogSource::restarted)
                .containsExactly(true, true);
        // A node gives the last run of a container that waits to be started again.
        assertThat(source(waiting("CrashLoopBackOff", "back-off 10s"), ENDED))
                .extracting(LogSource::started, LogSource::restarted)
                .containsExactly(true, false);
        assertThat(source(waiting("ContainerCreating", null), NONE))
                .extracting(LogSource::started, LogSource::restarted)
                .containsExactly(false, false);
    }

    @Test
    void shouldSayInALineWhyAContainerDoesNotRun() {
        assertThat(source(waiting("ImagePullBackOff", "no such image"), NONE).waitingLine())
                .contains(new LogLine(
                        Instant.parse("2026-01-31T12:00:00Z"),
                        "container model waits: ImagePullBackOff: no such image",
                        Map.of("pod", "p", "container", "model", "component", "infer")));
        assertThat(source(waiting("ContainerCreating", null), NONE).waitingLine())
                .isEmpty();
        assertThat(source(RUNNING, NONE).waitingLine()).isEmpty();
    }

    @Test
    void shouldTellTheRunsOfAContainerApart() {
        assertThat(source(RUNNING, ENDED).key()).isEqualTo("u/model/2");
    }

    private static ContainerState waiting(String reason, @org.jspecify.annotations.Nullable String message) {
        return new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .build();
    }

    private static LogSource source(ContainerState now, ContainerState before) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .withUid("u")
                .withCreationTimestamp("2026-01-31T12:00:00Z")
                .addToLabels("dyff.io/component", "infer")
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("model")
                .withRestartCount(2)
                .withState(now)
                .withLastState(before)
                .endContainerStatus()
                .endStatus()
                .build();
        return LogSource.of(pod).getFirst();
    }
}
