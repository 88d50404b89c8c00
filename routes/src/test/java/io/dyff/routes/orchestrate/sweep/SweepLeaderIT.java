package io.dyff.routes.orchestrate.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.dyff.routes.testing.TestingDatabase;
import io.dyff.routes.testing.TestingPlatform;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who looks for what was overlooked, on the real database. */
class SweepLeaderIT {
    private static final TestingDatabase DATABASE = TestingPlatform.database();
    private final List<String> looked = new ArrayList<>();

    @Test
    void shouldLookOnceWhenAnotherInstanceSweeps() throws Exception {
        SweepLeader follower = leader("follower", () -> {});
        SweepLeader leader = leader("leader", () -> {
            assertThatCode(follower::overlooked).doesNotThrowAnyException();
            assertThatCode(follower::sweep).doesNotThrowAnyException();
        });
        leader.overlooked();
        assertThat(looked).containsExactly("leader");
    }

    @Test
    void shouldLookWhenTheOtherIsDone() throws Exception {
        leader("first", () -> {}).sweep();
        leader("second", () -> {}).overlooked();
        assertThat(looked).containsExactly("first", "second");
    }

    private SweepLeader leader(String name, Runnable meanwhile) {
        return new SweepLeader(DATABASE.dataSource(), List::of, () -> {
            looked.add(name);
            meanwhile.run();
        });
    }
}
