package io.dyff.routes.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.testing.TestingDatabase;
import io.dyff.routes.testing.TestingPlatform;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressIT {
    private final TestingDatabase database = TestingPlatform.database();
    private final Progress progress = new Progress(database.jdbc(), new DataFiles(Overrides.none()), () -> "topics");

    @Test
    void shouldBeBehindFromWhenAnOlderCopyIsPutBackUntilItIsReadFromThere() {
        StateConsumer consumer = StateConsumer.ORCHESTRATE;
        progress.pass(consumer, List.of(new Position(0, 7, 7)));
        assertThat(progress.isBehind(consumer)).isFalse();
        database.jdbc().sql("update progress set state_offset = 6").update();
        assertThat(progress.isBehind(consumer)).isTrue();
        assertThat(progress.isBehind(StateConsumer.SINK)).isFalse();
        progress.begin(consumer, List.of(0));
        assertThat(progress.isBehind(consumer)).isFalse();
        database.jdbc().sql("truncate progress").update();
        assertThat(progress.isBehind(consumer)).isTrue();
    }

    /** Where the statement had looked before the rows were gone, it would have put them back, and nothing would be read again. */
    @Test
    void shouldNotMoveAPositionThatIsForgottenAtTheSameMoment() throws Exception {
        StateConsumer consumer = StateConsumer.SINK;
        progress.pass(consumer, List.of(new Position(0, 7, 7)));
        Thread passing;
        try (Connection emptying = database.dataSource().getConnection();
                Statement statement = emptying.createStatement()) {
            emptying.setAutoCommit(false);
            statement.execute("truncate entity");
            passing = Thread.ofVirtual().start(() -> progress.pass(consumer, List.of(new Position(0, 8, 8))));
            await("the move waits for the one that empties")
                    .atMost(Duration.ofMinutes(1))
                    .until(this::isWaiting);
            emptying.commit();
        }
        assertThat(passing.join(Duration.ofMinutes(1))).isTrue();
        assertThat(progress.read(consumer)).isEmpty();
        assertThat(progress.isLost(consumer)).isTrue();
    }

    private boolean isWaiting() {
        return database.jdbc()
                .sql("select exists (select from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and datname = current_database())")
                .query(Boolean.class)
                .single();
    }
}
