package io.dyff.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.object.ResourceTypes;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The file of the contract's kinds is complete. */
class KindsTest {

    @Test
    void shouldHaveAManifestOfEachKindThatIsServed() {
        assertThat(StreamSupport.stream(
                                Json.resource(KindsTest.class, "kinds.yaml").spliterator(), false)
                        .map(KindsTest::kind))
                .containsAll(new ResourceTypes()
                        .all().stream()
                                .map(type -> type.apiVersion() + " " + type.kind())
                                .toList());
    }

    private static String kind(JsonNode manifest) {
        return manifest.path("apiVersion").asText() + " "
                + manifest.path("kind").asText();
    }
}
