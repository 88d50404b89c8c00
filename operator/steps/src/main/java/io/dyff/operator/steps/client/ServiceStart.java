package io.dyff.operator.steps.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether the service has answered any worker yet; the first answer ends the waiting of all. */
final class ServiceStart {

    private final CountDownLatch answered = new CountDownLatch(1);

    void seen() {
        answered.countDown();
    }

    boolean wasSeen() {
        return answered.getCount() == 0;
    }

    /** Interrupted when the evaluation stops. */
    void await(Duration duration) throws InterruptedException {
        boolean unused = answered.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }
}
