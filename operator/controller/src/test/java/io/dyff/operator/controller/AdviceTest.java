package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.DyffGroup;
import io.dyff.operator.api.Kinds;
import io.dyff.operator.api.Model;
import io.dyff.operator.controller.status.Reason;
import io.dyff.operator.kubectl.cluster.Snapshot;
import io.dyff.operator.kubectl.report.Diagnosis;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the operator warns of, kubectl dyff knows what to do about it. */
class AdviceTest {

    static Stream<Reason> warnings() {
        return Arrays.stream(Reason.values()).filter(Reason::warns);
    }

    @ParameterizedTest
    @MethodSource("warnings")
    void shouldSayWhatToDoAboutEachWarning(Reason reason) {
        Model model = Serialization.unmarshal("""
                apiVersion: dyff.io/v1alpha1
                kind: Model
                metadata: {name: model-a, namespace: work, uid: u, generation: 1}
                status:
                  state: Running
                  observedGeneration: 1
                  conditions:
                    - {type: Reconciling, status: "True", reason: %s, message: why, lastTransitionTime: "2026-03-01T12:00:00Z"}
                """.formatted(reason), Model.class);

        Diagnosis diagnosis = Diagnosis.of(
                new Snapshot(model, List.of(), List.of(), List.of(), List.of(), Instant.parse("2026-03-01T12:00:00Z")));

        assertThat(diagnosis.next())
                .isNotEmpty()
                .noneMatch(words -> words.startsWith("Nothing, it is on its way") || words.contains("{"));
    }

    @Test
    void shouldNameInTheDefinitionsWhatHinders() throws IOException {
        for (Class<?> kind : Kinds.ALL) {
            String definition = Files.readString(
                    Path.of("../../deploy/crd", HasMetadata.getPlural(kind) + "." + DyffGroup.NAME + ".yaml"));

            assertThat(Arrays.stream(Reason.values())
                            .filter(reason -> Reason.hindering(reason.name()).isPresent()))
                    .allSatisfy(reason -> assertThat(definition).contains("* " + reason + ": "));
        }
    }
}
