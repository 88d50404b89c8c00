package io.dyff.routes.host.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StallsTest {
    private final TestingClock clock = new TestingClock();
    private final Stalls stalls = new Stalls(clock);

    @Test
    void shouldCallAStallLastingAfterTenSeconds() {
        assertThat(stalls.note("x", "route", "first")).isTrue();
        clock.now = clock.now.plusSeconds(9);
        assertThat(stalls.note("x", "route", "second")).isFalse();
        assertThat(stalls.lasting()).isEmpty();
        clock.now = clock.now.plusSeconds(1);
        assertThat(stalls.lasting()).singleElement().satisfies(stall -> {
            assertThat(stall.route()).isEqualTo("route");
            assertThat(stall.cause()).isEqualTo("second");
            assertThat(stall.since()).isEqualTo(Instant.EPOCH);
        });
    }

    @Test
    void shouldForgetAStallThatIsOver() {
        stalls.note("x", "route", "first");
        clock.now = clock.now.plusSeconds(60);
        stalls.end("x");
        assertThat(stalls.lasting()).isEmpty();
    }

    private static final class TestingClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
