package io.dyff.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "≤ 50, 50, , true",
        "≤ 50, 50.1, , false",
        "≥ 2000, 2000, 0.1, true",
        "≥ 2000, 1999, 3, false",
        "≥ 0.8 of the baseline, 1000, 0.8, true",
        "≥ 0.8 of the baseline, 1000, 0.79, false",
        "≤ 2.5 of the floor, 1, 2.6, false",
        "0, 0, , true",
        "0, 1, , false",
    })
    void shouldTellWhetherItWasReached(String text, double value, Double ratio, boolean met) {
        assertThat(new Target(text).isMet(value, ratio)).isEqualTo(met);
    }

    @Test
    void shouldTellNothingWhereThereIsNothingToReach() {
        assertThat(new Target("").isMet(1, 1.0)).isNull();
        assertThat(new Target("flat").isMet(1, 1.0)).isNull();
        assertThat(new Target("≥ 0.8 of the baseline").isMet(1, null)).isNull();
    }
}
