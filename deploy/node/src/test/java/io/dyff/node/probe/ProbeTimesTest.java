package io.dyff.node.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbeTimesTest {

    @Test
    void shouldUseDefaultsOfKubernetes() {
        assertThat(ProbeTimes.of(new ProbeBuilder().build()))
                .isEqualTo(new ProbeTimes(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(1), 3, 1));
    }

    @Test
    void shouldLookMoreOftenWithoutGivingUpEarlier() {
        ProbeTimes times = ProbeTimes.of(
                new ProbeBuilder().withPeriodSeconds(5).withFailureThreshold(4).build());

        ProbeTimes hurried = times.hurried(Duration.ofMillis(300));

        assertThat(hurried.period()).isEqualTo(Duration.ofMillis(300));
        assertThat(hurried.period().multipliedBy(hurried.failures())).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
        assertThat(times.hurried(Duration.ofSeconds(9))).isEqualTo(times);
    }
}
