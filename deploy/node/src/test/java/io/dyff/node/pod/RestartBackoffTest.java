package io.dyff.node.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {

    @Test
    void shouldDoubleUpToAMinuteAndBeginAgainAfterGoodRun() {
        RestartBackoff backoff = new RestartBackoff();

        assertThat(Stream.generate(() -> backoff.after(Duration.ZERO).toSeconds())
                        .limit(8))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(backoff.after(Duration.ofMinutes(3))).isEqualTo(Duration.ofSeconds(1));
    }
}
