package io.dyff.operator.steps.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.steps.manifest.BadRequestPolicy;
import io.dyff.operator.steps.manifest.ClientOptions;
import io.dyff.operator.steps.manifest.DuplicateOutputPolicy;
import io.dyff.operator.steps.manifest.MissingOutputPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static Patience patience(int limit, int delaySeconds) {
        return new Patience(new ClientOptions(
                BadRequestPolicy.Abort,
                limit,
                Duration.ofSeconds(delaySeconds),
                DuplicateOutputPolicy.Deduplicate,
                MissingOutputPolicy.Error,
                Duration.ofSeconds(30),
                Duration.ofHours(2),
                1000,
                List.of()));
    }

    private static Optional<Duration> afterError(Patience patience, boolean seen) {
        return patience.afterTransientError(seen, Optional.empty());
    }

    @Test
    void shouldWaitTheDelayUpToTheLimitOnceTheServiceWasSeen() {
        Patience patience = patience(3, 30);
        for (int i = 0; i < 3; i++) {
            assertThat(afterError(patience, true)).contains(Duration.ofSeconds(30));
        }
        assertThat(afterError(patience, true)).isEmpty();
    }

    @Test
    void shouldStartAnewAfterASuccess() {
        Patience patience = patience(1, 30);
        afterError(patience, true);
        patience.afterSuccess();
        assertThat(afterError(patience, true)).isPresent();
    }

    @Test
    void shouldWaitShortlyAndLongerEachTimeForAServiceThatStarts() {
        Patience patience = patience(120, 30);
        assertThat(afterError(patience, false)).contains(Duration.ofMillis(250));
        assertThat(afterError(patience, false)).contains(Duration.ofMillis(375));
        Duration last = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            Duration wait = afterError(patience, false).orElseThrow();
            assertThat(wait).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(Duration.ofSeconds(30));
            last = wait;
        }
        assertThat(last).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shouldWaitLimitTimesDelayForAServiceThatNeverStarts() {
        Patience patience = patience(4, 5);
        Duration waited = Duration.ZERO;
        for (Optional<Duration> wait = afterError(patience, false);
                wait.isPresent();
                wait = afterError(patience, false)) {
            waited = waited.plus(wait.get());
        }
        assertThat(waited).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
    }

    @Test
    void shouldGiveUpAtOnceWhenNoRetryIsAllowed() {
        assertThat(afterError(patience(0, 30), true)).isEmpty();
        assertThat(afterError(patience(0, 30), false)).isEmpty();
    }

    @Test
    void shouldWaitAsLongAsTheServiceAsksAndStillCountTheRetry() {
        Patience patience = patience(2, 30);
        assertThat(patience.afterTransientError(true, Optional.of(Duration.ZERO)))
                .contains(Duration.ZERO);
        assertThat(patience.afterTransientError(true, Optional.of(Duration.ofSeconds(99))))
                .contains(Duration.ofSeconds(99));
        assertThat(patience.afterTransientError(true, Optional.of(Duration.ZERO)))
                .isEmpty();
    }
}
