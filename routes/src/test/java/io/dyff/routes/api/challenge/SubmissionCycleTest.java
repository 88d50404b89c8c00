package io.dyff.routes.api.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.json.Json;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionCycleTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
        1970-01-01T00:00:00Z, P1D,  2026-03-01T09:30:00Z, 2026-03-01T00:00:00Z
        2026-03-01T10:00:00Z, PT6H, 2026-03-01T15:59:59Z, 2026-03-01T10:00:00Z
        2026-03-01T10:00:00Z, PT6H, 2026-03-01T16:00:00Z, 2026-03-01T16:00:00Z
        2026-03-01T10:00:00Z, PT6H, 2026-03-01T09:59:59Z, 2026-03-01T04:00:00Z
        """)
    void shouldBeginAWindowAtEachMultipleOfItsDuration(String epoch, String duration, String now, String begin) {
        SubmissionCycle cycle = SubmissionCycle.of(
                Json.object()
                        .put("submissionCycleEpoch", epoch)
                        .put("submissionCycleDuration", duration)
                        .put("submissionLimitPerCycle", 2),
                Instant.parse(now));
        assertThat(cycle.begin()).isEqualTo(begin);
        assertThat(cycle.isUsedUpBy(1)).isFalse();
        assertThat(cycle.isUsedUpBy(2)).isTrue();
    }
}
