package io.dyff.routes.api.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dyff.routes.http.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogsRequestTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void shouldTakeAThousandLinesWhenNothingIsAsked() {
        assertThat(LogsRequest.of(null, null, NOW)).isEqualTo(new LogsRequest(1_000, null));
    }

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "5m, PT5M", "1h, PT1H", "2d, P2D", "0s, PT0S"})
    void shouldUnderstandATimeRange(String since, Duration span) {
        assertThat(LogsRequest.of("7", since, NOW)).isEqualTo(new LogsRequest(7, NOW.minus(span)));
    }

    @Test
    void shouldGoBackNoFurtherThanTimeDoes() {
        assertThat(LogsRequest.of(null, "999999999d", NOW).since()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void shouldGiveNoMoreThanItsBound() {
        assertThat(LogsRequest.of("999999999999999999", null, NOW).limit()).isEqualTo(LogsRequest.MAX_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "0", "-1", "1.5", "1e3", "9999999999999999999", "\u0661"})
    void shouldRefuseALimitThatIsNoneAndNameIt(String limit) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> LogsRequest.of(limit, null, NOW))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(422))
                .satisfies(
                        e -> assertThat(e.problem().errors().getFirst().path()).isEqualTo("limit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "h", "1w", "-1h", "1 h", "1h30m", "1H", "9999999999s"})
    void shouldRefuseATimeRangeThatIsNoneAndNameIt(String since) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> LogsRequest.of(null, since, NOW))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(422))
                .satisfies(
                        e -> assertThat(e.problem().errors().getFirst().path()).isEqualTo("since"));
    }
}
