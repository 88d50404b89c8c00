package io.dyff.operator.steps.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerStatusTest {

    private static Answer sort(int status) {
        return AnswerStatus.sort(status, Optional.of("7"), "text");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422})
    void shouldBlameTheRequest(int status) {
        assertThat(sort(status)).isEqualTo(new Answer.BadRequest("HTTP " + status + " text"));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 500, 502, 504, 599})
    void shouldTryAgain(int status) {
        assertThat(sort(status)).isEqualTo(new Answer.Transient("HTTP " + status + " text", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 401, 403, 404, 405, 406, 409, 410, 451})
    void shouldBlameTheSetUp(int status) {
        assertThat(sort(status)).isInstanceOf(Answer.Misdirected.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void shouldWaitAsLongAsABusyServiceAsks(int status) {
        assertThat(sort(status))
                .isEqualTo(new Answer.Transient("HTTP " + status + " text", Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void shouldNotWaitForWhatIsNoNumberOfSecondsNorForTooLong() {
        assertThat(AnswerStatus.sort(429, Optional.of("Wed, 21 Oct 2026 07:28:00 GMT"), ""))
                .isEqualTo(new Answer.Transient("HTTP 429", Optional.empty()));
        assertThat(AnswerStatus.sort(429, Optional.of("999999999"), ""))
                .isEqualTo(new Answer.Transient("HTTP 429", Optional.of(Duration.ofHours(1))));
    }
}
