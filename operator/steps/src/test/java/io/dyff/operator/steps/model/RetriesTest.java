package io.dyff.operator.steps.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.operator.steps.StepFailure;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RetriesTest {

    private static final Duration NONE = Duration.ZERO;

    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void shouldTryUntilItWorks() throws Exception {
        int result = new Retries(3, NONE, NONE).until(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new IOException("not yet");
            }
            return tries.get();
        });

        assertThat(result).isEqualTo(3);
    }

    @Test
    void shouldGiveUpWithTheLastFailure() {
        assertThatThrownBy(() -> new Retries(3, NONE, NONE).until(() -> {
                    tries.incrementAndGet();
                    throw new UnknownHostException("hub.invalid");
                }))
                .isInstanceOf(StepFailure.class)
                .hasMessage("The hub failed 3 times in a row; last: unknown host hub.invalid.");
        assertThat(tries).hasValue(3);
    }

    @Test
    void shouldTryNothingAgainThatTheHubRefuses() {
        StepFailure refused = new StepFailure(FetchExit.REFUSED, "no");

        assertThatThrownBy(() -> new Retries(3, NONE, NONE).until(() -> {
                    tries.incrementAndGet();
                    throw refused;
                }))
                .isSameAs(refused);
        assertThat(tries).hasValue(1);
    }

    @Test
    @Timeout(10)
    void shouldNotWaitLongerThanItsLongestPauseThoughTheHubAsksForIt() throws Exception {
        int result = new Retries(3, Duration.ofDays(1), NONE).until(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new HubBusyException("busy", Optional.of(Duration.ofDays(1)));
            }
            return tries.get();
        });

        assertThat(result).isEqualTo(3);
    }
}
