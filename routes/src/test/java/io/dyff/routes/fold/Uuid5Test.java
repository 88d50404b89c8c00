package io.dyff.routes.fold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Uuid5Test {

    /** Source: contract/lifecycle.md section 7. */
    @ParameterizedTest
    @CsvSource({
        "float_unit_primary, d5dc1092678a50a79eda63d2618027d9",
        "0, 0fef303490445e41b339353547304342",
        "1, 6aff54633c7f59e2a01fee3f104a82af"
    })
    void shouldDeriveTheIdsOfTheContract(String name, String id) {
        assertThat(Uuid5.of("0123456789abcdef0123456789abcdef", name)).isEqualTo(id);
    }
}
