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
}
