package io.dyff.local.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PartWatchTest {
    private final List<String> gone = new CopyOnWriteArrayList<>();

    @Test
    void shouldNameAPartOnceItFailedSeveralTimesInARow() {
        AtomicInteger looks = new AtomicInteger();
        PartWatch.Part flaky = new PartWatch.Part("flaky", 2, () -> looks.getAndIncrement() % 2 == 0);
        PartWatch.Part dead = new PartWatch.Part("dead", 3, () -> {
            throw new IllegalStateException("connection refused");
        });
        try (PartWatch watch = new PartWatch(List.of(flaky, dead), gone::add)) {
            watch.start();

            await().atMost(Duration.ofMinutes(3)).until(() -> !gone.isEmpty());

            assertThat(gone).containsExactly("dead");
        }
    }
}
