package io.dyff.operator.steps.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.NullNode;
import io.dyff.operator.rows.exchange.Answer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightTest {

    private static final Answer ANSWERED = new Answer.Success(200, NullNode.getInstance(), 0);

    private static Answer status(int status) {
        return new Answer.Transient(status, "HTTP " + status, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void shouldHalveWhenTheServiceRefusesAndGrowWhileItAnswers(int refused) throws InterruptedException {
        var inFlight = new InFlight(16);
        for (int expected : new int[] {8, 4, 2, 1, 1}) {
            inFlight.end(inFlight.begin(), status(refused));
            assertThat(inFlight.limit()).isEqualTo(expected);
        }
        for (int i = 0; i < 500; i++) {
            inFlight.end(inFlight.begin(), ANSWERED);
        }
        assertThat(inFlight.limit()).isEqualTo(16);
    }

    @Test
    void shouldCountRefusalsThatWereSentTogetherOnce() throws InterruptedException {
        var inFlight = new InFlight(8);
        long[] began = new long[8];
        for (int i = 0; i < began.length; i++) {
            began[i] = inFlight.begin();
        }
        for (long one : began) {
            inFlight.end(one, status(503));
        }
        assertThat(inFlight.limit()).isEqualTo(4);
    }

    @Test
    void shouldTakeOnlyTheServicesOwnWordForAWantOfCapacity() throws InterruptedException {
        var inFlight = new InFlight(8);
        inFlight.end(inFlight.begin(), status(500));
        inFlight.end(inFlight.begin(), new Answer.TimedOut("late"));
        inFlight.end(inFlight.begin(), null);
        assertThat(inFlight.limit()).isEqualTo(8);
    }

    @Test
    void shouldLetNoMoreThanTheLimitBegin() throws InterruptedException {
        var inFlight = new InFlight(1);
        long first = inFlight.begin();
        var second = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                inFlight.begin();
                second.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        assertThat(second.getCount()).isOne();
        inFlight.end(first, ANSWERED);
        waiting.join();
        assertThat(second.getCount()).isZero();
    }
}
