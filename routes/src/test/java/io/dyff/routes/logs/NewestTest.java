package io.dyff.routes.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewestTest {

    @Test
    void shouldKeepTheNewestOfAllContainersByTime() {
        Newest newest = new Newest(3, 10_000);
        for (int second : new int[] {1, 4, 6}) {
            newest.add(line(second, "one"));
        }
        for (int second : new int[] {2, 3, 5}) {
            newest.add(line(second, "other"));
        }
        assertThat(newest.lines()).containsExactly(line(4, "one"), line(5, "other"), line(6, "one"));
        assertThat(newest.seen()).isEqualTo(6);
    }

    @Test
    void shouldKeepTheOrderOfLinesOfOneMoment() {
        Newest newest = new Newest(2, 10_000);
        newest.add(line(1, "a"));
        newest.add(line(1, "b"));
        newest.add(line(1, "c"));
        assertThat(newest.lines()).containsExactly(line(1, "b"), line(1, "c"));
    }

    @Test
    void shouldKeepNoMoreBytesThanItMay() {
        Newest newest = new Newest(1_000, 2_500);
        for (int second = 0; second < 100; second++) {
            newest.add(line(second, "x".repeat(900)));
        }
        assertThat(newest.lines())
                .extracting(l -> l.timestamp().getEpochSecond())
                .containsExactly(98L, 99L);
    }

    private static LogLine line(int second, String message) {
        return new LogLine(Instant.ofEpochSecond(second), message, Map.of());
    }
}
