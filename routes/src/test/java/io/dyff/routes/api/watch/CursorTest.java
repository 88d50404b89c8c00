package io.dyff.routes.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.json.Json;
import io.dyff.routes.state.EntityVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void shouldCoverWhatItHasPassed() {
        Cursor cursor = Cursor.after(Map.of(0, 4L, 1, -1L));
        assertThat(cursor).hasToString("5.0");
        assertThat(cursor.covers(version(0, 4))).isTrue();
        assertThat(cursor.covers(version(0, 5))).isFalse();
        assertThat(cursor.covers(version(1, 0))).isFalse();
        cursor.pass(version(1, 7));
        cursor.pass(version(0, 2));
        assertThat(Cursor.of(cursor.toString(), 2)).get().hasToString("5.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.2.3", "1.-2", "1.x", "1..2", ".1.2", "1.9999999999999999999"})
    void shouldTakeNoOtherText(String text) {
        assertThat(Cursor.of(text, 2)).isEmpty();
    }

    private static EntityVersion version(int partition, long version) {
        return new EntityVersion("a", version, partition, null, null, Json.object());
    }
}
