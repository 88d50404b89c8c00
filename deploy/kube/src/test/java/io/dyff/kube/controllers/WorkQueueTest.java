package io.dyff.kube.controllers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Order and retries of work. */
class WorkQueueTest {

    @Test
    void shouldWorkAgainOnAKeyThatCameInMeanwhileButNotTwiceAtATime() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        try (WorkQueue<String> queue = new WorkQueue<>("test", key -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            begun.countDown();
            free.await();
            atOnce.decrementAndGet();
            runs.incrementAndGet();
        })) {
            queue.start();
            queue.add("a");
            assertThat(begun.await(10, SECONDS)).isTrue();
            queue.add("a");
            queue.add("a");
            free.countDown();

            await().atMost(180, SECONDS).until(() -> runs.get() == 2);
            assertThat(most.get()).isEqualTo(1);
        }
    }

    @Test
    void shouldHoldKeysUntilItStarts() {
        AtomicInteger runs = new AtomicInteger();
        try (WorkQueue<String> queue = new WorkQueue<>("test", key -> runs.incrementAndGet())) {
            queue.add("a");
            assertThat(runs.get()).isZero();

            queue.start();

            await().atMost(180, SECONDS).until(() -> runs.get() == 1);
        }
    }

    @Test
    void shouldTryAFailedKeyAgain() {
        AtomicInteger runs = new AtomicInteger();
        try (WorkQueue<String> queue = new WorkQueue<>("test", key -> {
            if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        })) {
            queue.start();
            queue.add("a");

            await().atMost(180, SECONDS).until(() -> runs.get() == 3);
        }
    }

    @Test
    void shouldWorkLaterWhenTold() {
        AtomicInteger runs = new AtomicInteger();
        try (WorkQueue<String> queue = new WorkQueue<>("test", key -> runs.incrementAndGet())) {
            queue.start();
            queue.addAfter("a", Duration.ofMillis(20));

            await().atMost(180, SECONDS).until(() -> runs.get() == 1);
        }
    }
}
