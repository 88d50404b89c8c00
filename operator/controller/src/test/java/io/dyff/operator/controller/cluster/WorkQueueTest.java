package io.dyff.operator.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

    private static final Backoff STEADY = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5), () -> 0L);

    private final AtomicLong nanoseconds = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final WorkQueue<String> queue = new WorkQueue<>(STEADY, nanoseconds::get);

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void shouldHandOutAKeyOnceWhenItWasAddedOften() {
        queue.add("a");
        queue.add("a");

        assertThat(queue.poll()).hasValue("a");
        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void shouldHandOutAKeyAgainOnlyWhenItsWorkHasEnded() {
        queue.add("a");
        queue.poll();

        queue.add("a");

        assertThat(queue.poll()).isEmpty();
        queue.done("a");
        assertThat(queue.poll()).hasValue("a");
        queue.done("a");
        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void shouldGoOnWithOthersWhileAKeyIsWorkedOn() {
        queue.add("a");
        queue.poll();

        queue.add("a");
        queue.add("b");

        assertThat(queue.poll()).hasValue("b");
    }

    @Test
    void shouldKeepTheEarliestOfSeveralTimes() {
        queue.addAfter("a", Duration.ofSeconds(9));
        queue.addAfter("a", Duration.ofSeconds(2));
        queue.addAfter("a", Duration.ofSeconds(5));

        assertThat(queue.poll()).isEmpty();
        pass(Duration.ofSeconds(2));

        assertThat(queue.poll()).hasValue("a");
        queue.done("a");
        pass(Duration.ofSeconds(9));
        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void shouldWaitTwiceAsLongAfterEachFailureUpToTheLimit() {
        for (int seconds : new int[] {1, 2, 4, 5, 5}) {
            queue.addAfterFailure("a");
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(queue.poll()).as("before %d s", seconds).isEmpty();
            pass(Duration.ofNanos(1));
            assertThat(queue.poll()).hasValue("a");
            queue.done("a");
        }
    }

    @Test
    void shouldStartWithTheShortestWaitWhenItSucceededMeanwhile() {
        queue.addAfterFailure("a");
        queue.addAfterFailure("a");
        queue.succeeded("a");

        queue.addAfterFailure("b");
        queue.addAfterFailure("a");

        assertThat(queue.failures("a")).isEqualTo(1);
    }

    @Test
    void shouldNotWaitWhenSomethingHappensToAFailedKey() {
        queue.addAfterFailure("a");

        queue.add("a");

        assertThat(queue.poll()).hasValue("a");
    }

    @Test
    void shouldTellWhichKeyHasWaitedLongestForTheEndOfItsPass() {
        queue.addAfter("later", Duration.ofHours(1));
        queue.add("a");
        pass(Duration.ofSeconds(2));
        queue.add("b");
        queue.poll();
        pass(Duration.ofSeconds(3));

        assertThat(queue.longestWait(Map::entry)).hasValue(Map.entry("a", Duration.ofSeconds(5)));

        queue.done("a");
        assertThat(queue.longestWait(Map::entry)).hasValue(Map.entry("b", Duration.ofSeconds(3)));
        queue.poll();
        queue.add("b");
        queue.done("b");
        assertThat(queue.longestWait(Map::entry)).hasValue(Map.entry("b", Duration.ZERO));
        queue.poll();
        queue.done("b");
        assertThat(queue.longestWait(Map::entry)).isEmpty();
    }

    @Test
    void shouldEndTheWaitWhenItIsClosed() throws InterruptedException {
        queue.close();

        assertThat(queue.take()).isNull();
    }

    private void pass(Duration time) {
        nanoseconds.addAndGet(time.toNanos());
    }
}
