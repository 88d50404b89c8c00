package io.dyff.routes.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.testing.TestingDatabase;
import io.dyff.routes.testing.TestingPlatform;
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
}
