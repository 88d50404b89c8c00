package io.dyff.operator.steps.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.operator.steps.TestingManifest;
import org.junit.jupiter.api.Test;

class ReplicationIdTest {

    private static final JsonNode VECTORS = TestingManifest.vectors("ids");

    @Test
    void shouldDeriveEveryVector() {
        assertThat(VECTORS.get("namespaced_id"))
                .isNotEmpty()
                .allSatisfy(vector -> assertThat(ReplicationId.namespaced(
                                vector.get("namespace").textValue(),
                                vector.get("name").textValue()))
                        .isEqualTo(vector.get("output").textValue()));
    }

    @Test
    void shouldNumberReplications() {
        assertThat(ReplicationId.of(TestingManifest.EVALUATION, 0)).isEqualTo(TestingManifest.REPLICATION_0);
        assertThat(ReplicationId.of(TestingManifest.EVALUATION, 1)).isEqualTo(TestingManifest.REPLICATION_1);
    }
}
