package io.dyff.routes.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.json.Json;
import io.dyff.routes.state.EntityVersion;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {

    @Test
    void shouldKeepTheNewestOfAnEntityInTheOrderOfVersions() throws Exception {
        Backlog backlog = new Backlog(change -> !change.id().equals("other"), 10);
        backlog.changed(version("a", 1));
        backlog.changed(version("b", 2));
        backlog.changed(version("other", 3));
        backlog.changed(version("a", 4));
        assertThat(backlog.take(Duration.ZERO))
                .extracting(EntityVersion::id, EntityVersion::version)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("b", 2L), org.assertj.core.groups.Tuple.tuple("a", 4L));
        assertThat(backlog.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void shouldCutOffAReaderForWhomTooManyWait() throws Exception {
        Backlog backlog = new Backlog(change -> true, 2);
        for (int i = 0; i < 3; i++) {
            backlog.changed(version("a" + i, i));
        }
        assertThat(backlog.isLost()).isTrue();
        assertThat(backlog.take(Duration.ofHours(1))).isEmpty();
    }

    private static EntityVersion version(String id, long version) {
        return new EntityVersion(id, version, 0, null, null, Json.object());
    }
}
