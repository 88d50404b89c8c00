package io.dyff.operator.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.RowProgress;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsToldTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.9Z");

    @Test
    void shouldExpectNoEndWhenAllIsDoneOrNothing() {
        assertThat(RowsTold.last("10/10 done, 10 stored, 4.0/s, 0 retries, 1 without an answer\n", NOW))
                .contains(new RowProgress("10/10", 1, "4.0", null));
        assertThat(RowsTold.last("0/10 done, 0 stored, 0.0/s, 3 retries, 0 without an answer", NOW))
                .contains(new RowProgress("0/10", 0, "0.0", null));
    }

    @Test
    void shouldExpectTheEndAtTheRateSoFar() {
        assertThat(RowsTold.last("1000/4600 done, 900 stored, 0.5/s, 0 retries, 0 without an answer", NOW))
                .contains(new RowProgress("1000/4600", 0, "0.5", "2026-03-01T14:00:00Z"));
    }

    @Test
    void shouldExpectNoEndThatNobodyWillSee() {
        assertThat(RowsTold.last("1/999999999999999999 done, 0 stored, 0.1/s, 0 retries, 0 without an answer", NOW))
                .hasValueSatisfying(rows -> assertThat(rows.expectedEnd()).isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10 work items, 0 already stored, 0 settled",
                "row 1 of replication a refused: 9/10 done, 9 stored, 1.0/s, 0 retries, 0 without an answer",
                "9/10 done, 9 stored, 1.0/s, 0 retries, 0 without an answer, said the service",
                "9999999999999999999999/10 done, 9 stored, 1.0/s, 0 retries, 0 without an answer",
                "9/10 done, 9 stored, NaN/s, 0 retries, 0 without an answer"
            })
    void shouldTakeNoOtherWordsForIt(String log) {
        assertThat(RowsTold.last(log, NOW)).isEmpty();
    }
}
