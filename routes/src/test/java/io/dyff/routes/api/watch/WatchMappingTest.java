package io.dyff.routes.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchMappingTest {

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "text/event-stream, */*", "application/json;q=0.5, text/event-stream"})
    void shouldTakeWhatLikesEventsBest(String accept) {
        assertThat(WatchMapping.wantsEvents(accept)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/*", "application/json", "application/json, text/event-stream", "text/event-stream;q=x", ""})
    void shouldLeaveTheRestToTheRoutes(String accept) {
        assertThat(WatchMapping.wantsEvents(accept)).isFalse();
    }

    @Test
    void shouldLeaveARequestWithoutTheHeaderToTheRoutes() {
        assertThat(WatchMapping.wantsEvents(null)).isFalse();
    }
}
