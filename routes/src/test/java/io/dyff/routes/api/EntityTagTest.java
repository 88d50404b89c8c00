package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private static final String TAG = EntityTag.of(12);

    @ParameterizedTest
    @ValueSource(strings = {"W/\"12\"", "\"12\"", "*", "\"1\", W/\"12\"", " W/\"12\" ,\"3\""})
    void shouldFindTheTagInTheWeakComparison(String header) {
        assertThat(EntityTag.isNamed(header, TAG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "W/12", "\"1\", \"2\"", "\"112\"", "w/\"12\"", ","})
    void shouldNotTakeAnotherTextForTheTag(String header) {
        assertThat(EntityTag.isNamed(header, TAG)).isFalse();
    }

    @Test
    void shouldTakeNoHeaderForNoTag() {
        assertThat(EntityTag.isNamed(null, TAG)).isFalse();
    }
}
