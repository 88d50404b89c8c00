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

    private static Optional<Duration> afterError(Patience patience) {
        return patience.afterTransientError(Optional.empty());
    }

    @Test
    void shouldWaitTheDelayUpToTheLimit() {
        Patience patience = patience(3, 30);
        for (int i = 0; i < 3; i++) {
            assertThat(afterError(patience)).contains(Duration.ofSeconds(30));
        }
        assertThat(afterError(patience)).isEmpty();
    }

    @Test
    void shouldStartAnewAfterASuccess() {
        Patience patience = patience(1, 30);
        afterError(patience);
        patience.afterSuccess();
        assertThat(afterError(patience)).isPresent();
    }

    @Test
    void shouldGiveUpAtOnceWhenNoRetryIsAllowed() {
        assertThat(afterError(patience(0, 30))).isEmpty();
    }

    @Test
    void shouldWaitAsLongAsTheServiceAsksAndStillCountTheRetry() {
        Patience patience = patience(2, 30);
        assertThat(patience.afterTransientError(Optional.of(Duration.ZERO))).contains(Duration.ZERO);
        assertThat(patience.afterTransientError(Optional.of(Duration.ofSeconds(99))))
                .contains(Duration.ofSeconds(99));
        assertThat(patience.afterTransientError(Optional.of(Duration.ZERO))).isEmpty();
    }
}
