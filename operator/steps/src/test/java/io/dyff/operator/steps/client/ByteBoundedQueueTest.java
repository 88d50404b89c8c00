package io.dyff.operator.steps.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ByteBoundedQueueTest {

    final ByteBoundedQueue<byte[]> queue = new ByteBoundedQueue<>(thing -> thing.length, 1000);

    private Thread putting(int bytes) {
        return Thread.ofVirtual().start(() -> {
            try {
                queue.put(new byte[bytes]);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void shouldLetWaitWhoeverWouldExceedTheBound() throws Exception {
        queue.put(new byte[700]);
        Thread second = putting(700);
        await().atMost(Duration.ofMinutes(2)).until(() -> second.getState() == Thread.State.WAITING);
        assertThat(queue.take()).isPresent();
        assertThat(second.join(Duration.ofMinutes(2))).isTrue();
        assertThat(queue.take()).isPresent();
    }

    @Test
    void shouldLetAThingLargerThanTheBoundTravelAlone() throws Exception {
        queue.put(new byte[5000]);
        Thread second = putting(1);
        await().atMost(Duration.ofMinutes(2)).until(() -> second.getState() == Thread.State.WAITING);
        assertThat(queue.take()).get().satisfies(thing -> assertThat(thing).hasSize(5000));
        assertThat(second.join(Duration.ofMinutes(2))).isTrue();
    }

    @Test
    void shouldCountSmallThingsToo() throws Exception {
        queue.put(new byte[0]);
        queue.put(new byte[0]);
        queue.put(new byte[0]);
        Thread fourth = putting(0);
        await().atMost(Duration.ofMinutes(2)).until(() -> fourth.getState() == Thread.State.WAITING);
        assertThat(queue.take()).isPresent();
        assertThat(fourth.join(Duration.ofMinutes(2))).isTrue();
    }

    @Test
    void shouldTellTheEndWithoutWaiting() throws Exception {
        queue.put(new byte[1000]);
        queue.end();
        assertThat(queue.take()).isPresent();
        assertThat(queue.take()).isEqualTo(Optional.empty());
        assertThat(queue.poll(TimeUnit.MILLISECONDS.toNanos(1))).isNull();
    }
}
