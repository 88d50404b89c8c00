package io.dyff.node.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PodStatusFactoryTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = START.plusSeconds(60);

    private final PodStatusFactory factory = new PodStatusFactory(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Pod pod = new PodBuilder()
            .withNewMetadata()
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("a")
            .endContainer()
            .addNewContainer()
            .withName("b")
            .endContainer()
            .endSpec()
            .build();
    private final PodState state = new PodState(pod, START, () -> {});

    @Test
    void shouldBePendingUntilEveryContainerHasStarted() {
        run("a", true);
        assertThat(status(null).getPhase()).isEqualTo("Pending");

        run("b", false);

        PodStatus status = status(null);
        assertThat(status.getPhase()).isEqualTo("Running");
        assertThat(condition(status, "Ready").getStatus()).isEqualTo("False");
        assertThat(condition(status, "Ready").getMessage()).contains("[b]");
        assertThat(condition(status, "Initialized").getStatus()).isEqualTo("True");
        assertThat(status.getStartTime()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void shouldKeepTransitionTimesAndForeignConditions() {
        run("a", true);
        run("b", true);
        PodStatus before = new PodStatusBuilder()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withLastTransitionTime("2020-01-01T00:00:00Z")
                .endCondition()
                .addNewCondition()
                .withType("Initialized")
                .withStatus("False")
                .withLastTransitionTime("2020-01-01T00:00:00Z")
                .endCondition()
                .addNewCondition()
                .withType("example.com/gate")
                .withStatus("True")
                .endCondition()
                .build();

        PodStatus status = status(before);

        assertThat(condition(status, "Ready").getLastTransitionTime()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(condition(status, "Initialized").getLastTransitionTime()).isEqualTo("2026-01-01T00:01:00Z");
        assertThat(condition(status, "example.com/gate").getStatus()).isEqualTo("True");
    }

    @Test
    void shouldEndOnceWithItsReasonAndCondition() {
        state.extra("ConfigIssue", "ErrImageNeverPull", "no program");
        state.end("Failed", "ErrImageNeverPull", "no program");
        state.end("Succeeded", null, null);

        PodStatus status = status(null);

        assertThat(status.getPhase()).isEqualTo("Failed");
        assertThat(status.getMessage()).isEqualTo("no program");
        assertThat(condition(status, "ConfigIssue").getStatus()).isEqualTo("True");
        assertThat(condition(status, "Ready").getReason()).isEqualTo("PodFailed");
    }

    private void run(String container, boolean ready) {
        state.container(
                container,
                status -> status.withReady(ready)
                        .withState(new ContainerStateBuilder()
                                .withNewRunning()
                                .endRunning()
                                .build()));
    }

    private PodStatus status(PodStatus before) {
        return factory.status(state.snapshot(), before);
    }

    private static PodCondition condition(PodStatus status, String type) {
        return status.getConditions().stream()
                .filter(each -> each.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
