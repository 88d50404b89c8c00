package io.dyff.operator.steps.client;

import io.dyff.operator.steps.StepFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The first reason to end an evaluation early; whoever waits is woken by it. */
final class Stop {

    private final AtomicReference<@Nullable StepFailure> reason = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** From now on the thread is interrupted when the evaluation stops. */
    void interrupts(Thread thread) {
        threads.add(thread);
        if (stopped.getCount() == 0) {
            thread.interrupt();
        }
    }

    void because(StepFailure failure) {
        if (reason.compareAndSet(null, failure)) {
            stopped.countDown();
            threads.forEach(Thread::interrupt);
        }
    }

    Optional<StepFailure> reason() {
        return Optional.ofNullable(reason.get());
    }

    /** Lets time pass, unless the evaluation stops meanwhile. */
    void await(Duration duration) throws InterruptedException {
        if (stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("the evaluation stops");
        }
    }
}
