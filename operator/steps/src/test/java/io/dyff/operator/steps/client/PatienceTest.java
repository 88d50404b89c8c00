package io.dyff.operator.steps.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.dyff.operator.rows.exchange.Answer;
import io.dyff.operator.steps.manifest.BadRequestPolicy;
import io.dyff.operator.steps.manifest.ClientOptions;
import io.dyff.operator.steps.manifest.DuplicateOutputPolicy;
import io.dyff.operator.steps.manifest.MissingOutputPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Condition;
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
                List.of(),
                Optional.empty()));
    }

    private static final Answer FAILED = new Answer.Transient(500, "HTTP 500", Optional.empty());

    private static Condition<Optional<Duration>> aWaitOf(Duration wait) {
        return new Condition<>(
                given -> given.isPresent()
                        && given.get().compareTo(wait) >= 0
                        && given.get().compareTo(wait.multipliedBy(11).dividedBy(10)) <= 0,
                "a wait of %s and a tenth at most",
                wait);
    }

    @Test
    void shouldWaitTheDelayUpToTheLimit() {
        Patience patience = patience(3, 30);
        for (int i = 0; i < 3; i++) {
            assertThat(patience.after(FAILED)).is(aWaitOf(Duration.ofSeconds(30)));
        }
        assertThat(patience.after(FAILED)).isEmpty();
    }

    @Test
    void shouldGiveUpAtOnceWhenNoRetryIsAllowed() {
        assertThat(patience(0, 30).after(FAILED)).isEmpty();
        assertThat(patience(0, 30).after(new Answer.TimedOut("late"))).isEmpty();
        assertThat(patience(0, 30).after(new Answer.Unusable(200, "empty"))).isEmpty();
    }

    @Test
    void shouldWaitAsLongAsTheServiceAsksAndNotChargeItToTheRow() {
        Patience patience = patience(1, 30);
        for (int i = 0; i < 50; i++) {
            assertThat(patience.after(new Answer.Transient(429, "busy", Optional.of(Duration.ofSeconds(99)))))
                    .is(aWaitOf(Duration.ofSeconds(99)));
        }
        assertThat(patience.after(FAILED)).is(aWaitOf(Duration.ofSeconds(30)));
        assertThat(patience.after(FAILED)).isEmpty();
    }

    @Test
    void shouldTryOnlyTwiceAgainWhatTakesTheServiceAWholeAnswer() {
        for (Answer costly : List.of(new Answer.TimedOut("late"), new Answer.Unusable(200, "empty"))) {
            Patience patience = patience(120, 30);
            assertThat(patience.after(costly)).is(aWaitOf(Duration.ofSeconds(1)));
            assertThat(patience.after(costly)).is(aWaitOf(Duration.ofSeconds(2)));
            assertThat(patience.after(costly)).isEmpty();
        }
    }

    @Test
    void shouldNotTryAgainWhatIsAnswered() {
        assertThat(patience(9, 1).after(new Answer.Success(200, NullNode.getInstance(), 0)))
                .isEmpty();
        assertThat(patience(9, 1).after(new Answer.BadRequest(400, "no"))).isEmpty();
        assertThat(patience(9, 1).after(new Answer.Misdirected(404, "no"))).isEmpty();
    }
}
