package io.dyff.operator.rows.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of the header that services send (findings A11). */
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-10-21T07:28:00Z");

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "' 0 ', PT0S",
        "1.5, PT1.5S",
        "0.0005, PT0S",
        "'Wed, 21 Oct 2026 07:28:30 GMT', PT30S",
        "'Wed, 21 Oct 2026 07:00:00 GMT', PT0S",
        "999999999999, PT1H",
        "'Thu, 22 Oct 2026 07:28:00 GMT', PT1H"
    })
    void shouldUnderstand(String value, Duration wait) {
        assertThat(RetryAfter.parse(value, NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1e3", "2026-10-21T07:28:30Z", "1."})
    void shouldLeaveOutWhatIsNeither(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }
}
