package io.dyff.routes.component.kafkastate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private final CommitPace pace = new CommitPace(Duration.ofMillis(25));

    @Test
    void shouldCommitFirstOfEachPauseWhenChangesFollowClosely() {
        assertThat(LongStream.of(0, 1, 24, 25, 26, 49, 50, 1000, 1001).filter(pace::isFirst))
                .containsExactly(0L, 25L, 50L, 1000L);
    }

    @Test
    void shouldPollForAsLongAsAChangeWaitsForItsCommit() {
        Duration wanted = Duration.ofMillis(500);
        pace.isFirst(1_000);
        assertThat(pace.pollAtMost(1_001, wanted)).isEqualTo(wanted);

        pace.isFirst(1_010);

        assertThat(pace.pollAtMost(1_011, wanted)).isEqualTo(Duration.ofMillis(25));
        assertThat(pace.pollAtMost(1_035, wanted)).isEqualTo(Duration.ofMillis(1));
        assertThat(pace.pollAtMost(1_011, Duration.ZERO)).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldPollBrieflyWhileThereIsMoreToDoThanToWait() {
        Duration wanted = Duration.ofMillis(500);
        pace.hurry(true);
        assertThat(pace.pollAtMost(1_000, wanted)).isLessThan(Duration.ofMillis(50));
        assertThat(pace.pollAtMost(1_000, Duration.ZERO)).isEqualTo(Duration.ZERO);
        pace.hurry(false);
        assertThat(pace.pollAtMost(1_000, wanted)).isEqualTo(wanted);
    }

    @Test
    void shouldNotWaitInAPollForACommitThatIsDueWhenTheThreadWasLate() {
        Duration wanted = Duration.ofMillis(500);
        pace.isFirst(1_000);
        pace.isFirst(1_010);

        assertThat(pace.pollAtMost(1_080, wanted)).isEqualTo(Duration.ZERO);
        assertThat(pace.pollAtMost(1_081, wanted)).as("committed since").isEqualTo(wanted);
    }
}
