package io.dyff.routes.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EntityIdsTest {
    private static final String UUID4 = "[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}";

    static Stream<JsonNode> names() {
        return TestingVectors.cases("vectors/ids.json", "/namespaced_id");
    }

    static Stream<JsonNode> quotas() {
        return TestingVectors.cases("vectors/ids.json", "/quota_primary_key");
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldDeriveIdsWithinANamespace(JsonNode vector) {
        assertThat(EntityIds.namespaced(
                        vector.path("namespace").asText(), vector.path("name").asText()))
                .isEqualTo(vector.path("output").asText());
    }

    @ParameterizedTest
    @MethodSource("quotas")
    void shouldDeriveThePrimaryKeyOfAQuota(JsonNode vector) {
        assertThat(EntityIds.ofKey(List.of(
                        vector.path("principal").asText(),
                        vector.path("resource").asText(),
                        vector.path("flavor").asText())))
                .isEqualTo(vector.path("output").asText());
    }

    @Test
    void shouldMakeUuid4ShapedIdsThatDependOnAllThreeParts() {
        String id = EntityIds.derived("acme", "datasets_create", "k");
        assertThat(id).matches(UUID4).isEqualTo(EntityIds.derived("acme", "datasets_create", "k"));
        assertThat(EntityIds.derived("acm", "edatasets_create", "k")).isNotEqualTo(id);
        assertThat(EntityIds.derived("acme", "models_create", "k")).isNotEqualTo(id);
        assertThat(EntityIds.derived("acme", "datasets_create", "l")).isNotEqualTo(id);
        assertThat(EntityIds.random()).matches(UUID4);
    }

    /** Revisions, and ids within an entity. Source: contract/lifecycle.md section 7. */
    @ParameterizedTest
    @CsvSource({
        "float_unit_primary, d5dc1092678a50a79eda63d2618027d9",
        "0, 0fef303490445e41b339353547304342",
        "1, 6aff54633c7f59e2a01fee3f104a82af"
    })
    void shouldDeriveTheIdsWithinAnEntity(String name, String id) {
        assertThat(EntityIds.namespaced("0123456789abcdef0123456789abcdef", name))
                .isEqualTo(id);
    }
}
