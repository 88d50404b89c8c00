package io.dyff.routes.api.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.event.Ticket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Duration BEHIND = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
    private final Backlog backlog = new Backlog(BEHIND, now);

    @Test
    void shouldRefuseWhenWhatWasWrittenStaysInvisible() {
        write(0, 7);
        after(BEHIND);
        assertThat(backlog.admits(now)).isTrue();

        after(MOMENT);

        probe();
        assertThat(backlog.admits(now)).isFalse();
    }

    @Test
    void shouldAdmitAgainWhenTheLastOfItIsStored() {
        write(0, 7);
        write(1, 3);
        after(BEHIND.plus(MOMENT));
        probe();
        backlog.stored(Map.of(0, 7L), now);
        assertThat(backlog.admits(now)).isFalse();

        backlog.stored(Map.of(0, 7L, 1, 3L), now);

        assertThat(backlog.admits(now)).isTrue();
        assertThat(backlog.isEmpty()).isTrue();
    }

    @Test
    void shouldJudgeByTheOldestThatIsNotStored() {
        write(0, 7);
        after(BEHIND.dividedBy(2));
        write(0, 8);
        backlog.stored(Map.of(0, 7L), now);

        after(BEHIND.dividedBy(2).plus(MOMENT));

        assertThat(backlog.admits(now)).isTrue();
        after(BEHIND.dividedBy(2));
        probe();
        assertThat(backlog.admits(now)).isFalse();
    }

    @Test
    void shouldLetInOneNowAndThenSoThatALivingSinkShowsItself() {
        write(0, 7);
        after(BEHIND.plus(MOMENT));
        probe();

        after(Backlog.PROBE);
        assertThat(backlog.admits(now)).isFalse();
        after(MOMENT);

        assertThat(backlog.admits(now)).isTrue();
        assertThat(backlog.admits(now)).isFalse();
    }

    /** A change of what was forgotten meanwhile changes nothing, and nobody tells. */
    @Test
    void shouldForgetWhatALivingSinkNeverStores() {
        write(0, 7);
        after(Backlog.LOST.plus(MOMENT));
        probe();
        assertThat(backlog.admits(now)).isFalse();

        backlog.stored(Map.of(1, 1L), now);

        assertThat(backlog.admits(now)).isTrue();
    }

    @Test
    void shouldForgetNothingWhenTheSinkDoesNotMove() {
        backlog.stored(Map.of(0, 6L), now);
        write(0, 7);
        after(Backlog.LOST.multipliedBy(3));
        probe();

        backlog.stored(Map.of(0, 6L), now);

        assertThat(backlog.admits(now)).isFalse();
    }

    @Test
    void shouldNotWaitForWhatIsStoredBeforeItIsSaid() {
        backlog.stored(Map.of(0, 9L), now);

        write(0, 9);

        assertThat(backlog.isEmpty()).isTrue();
    }

    @Test
    void shouldWakeThePollWithTheFirstWriteOnly() {
        assertThat(backlog.written(new Ticket(0, 7), now)).isTrue();
        assertThat(backlog.written(new Ticket(1, 3), now)).isFalse();

        backlog.stored(Map.of(0, 7L, 1, 3L), now);

        assertThat(backlog.written(new Ticket(0, 7), now)).isFalse();
        assertThat(backlog.written(new Ticket(0, 8), now)).isTrue();
    }

    private void write(int partition, long offset) {
        backlog.written(new Ticket(partition, offset), now);
    }

    private void after(Duration time) {
        now += time.toNanos();
    }

    /** Takes the one that is let in. */
    private void probe() {
        backlog.admits(now);
    }
}
