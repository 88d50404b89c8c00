package io.dyff.routes.component.kafkastate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final Duration WAITED = Duration.ofMillis(5);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration WANTED = Duration.ofMillis(500);

    private final CommitPace pace = new CommitPace(Duration.ofMillis(25));

    @Test
    void shouldCommitALoneChangeAtOnce() {
        assertThat(LongStream.of(0, 1_000, 1_025).filter(now -> {
                    pace.polled(WAITED);
                    return pace.isFirst(now);
                }))
                .containsExactly(0L, 1_000L, 1_025L);
    }

    @Test
    void shouldCommitWhatFollowsCloselyTogetherAPauseLater() {
        pace.polled(WAITED);
        assertThat(LongStream.of(1_000, 1_001, 1_002).filter(pace::isFirst)).containsExactly(1_000L);
        pace.polled(WAITED);

        assertThat(pace.isDue(1_025)).isFalse();
        assertThat(pace.isDue(1_026)).isTrue();
        assertThat(pace.isDue(1_027)).as("nothing waits any more").isFalse();
    }

    @Test
    void shouldAskOnceForTheCommitOfAllThatWaits() {
        List<String> asked = new ArrayList<>();
        Runnable one = () -> asked.add("one");
        Runnable other = () -> asked.add("other");
        pace.polled(WAITED);
        pace.changed(1_000, one);
        assertThat(asked).containsExactly("one");
        pace.changed(1_001, one);
        pace.changed(1_002, other);
        pace.changed(1_003, other);
        pace.polled(WAITED);

        pace.commitDue(1_025);
        assertThat(asked).containsExactly("one");
        pace.commitDue(1_026);
        assertThat(asked).containsExactlyInAnyOrder("one", "one", "other");
        pace.commitDue(2_000);
        assertThat(asked).as("nothing waits any more").hasSize(3);
    }

    @Test
    void shouldNotCommitEachChangeByItselfWhenACommitTakesLongerThanThePause() {
        pace.polled(WAITED);
        assertThat(LongStream.of(1_000, 1_200, 1_400, 1_600).filter(pace::isFirst))
                .as("all of one poll")
                .containsExactly(1_000L);

        pace.polled(AT_ONCE);

        assertThat(pace.isFirst(2_000)).as("came while the last was committed").isFalse();
    }

    @Test
    void shouldLeaveCommitsToTheIntervalWhileThereIsMoreToDo() {
        pace.polled(AT_ONCE);
        pace.isFirst(1_000);
        assertThat(pace.isDue(1_099)).isFalse();

        pace.polled(WAITED);

        assertThat(pace.isDue(1_099)).as("all was done").isTrue();
    }

    @Test
    void shouldPollForAsLongAsAChangeWaitsForItsCommit() {
        pace.polled(WAITED);
        pace.isFirst(1_000);
        assertThat(pace.pollAtMost(1_001, WANTED)).as("committed at once").isEqualTo(WANTED);

        pace.isFirst(1_010);

        assertThat(pace.pollAtMost(1_011, WANTED)).isEqualTo(Duration.ofMillis(24));
        assertThat(pace.pollAtMost(1_020, WANTED)).isEqualTo(Duration.ofMillis(15));
        assertThat(pace.pollAtMost(1_011, Duration.ZERO)).isEqualTo(Duration.ZERO);
        assertThat(pace.pollAtMost(1_080, WANTED)).as("the thread was late").isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void shouldPollBrieflyWhileThereIsMoreToDoThanToWait() {
        pace.hurry(true);
        assertThat(pace.pollAtMost(1_000, WANTED)).isLessThan(Duration.ofMillis(50));
        assertThat(pace.pollAtMost(1_000, Duration.ZERO)).isEqualTo(Duration.ZERO);
        pace.hurry(false);
        assertThat(pace.pollAtMost(1_000, WANTED)).isEqualTo(WANTED);
    }
}
