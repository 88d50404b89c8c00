package io.dyff.operator.controller.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.Kinds;
import io.dyff.operator.api.WorkflowStatus;
import io.dyff.operator.controller.status.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every status in the golden folders is read rightly by those who know nothing of us, and explained to people. */
class StatusContractTest {

    /** What tools make of a resource; source: kstatus of sigs.k8s.io/cli-utils. */
    private enum Kstatus {
        InProgress,
        Failed,
        Current
    }

    /** Every other state is on its way. */
    private static final Map<String, Kstatus> ENDS = Map.of(
            "Complete", Kstatus.Current,
            "Ready", Kstatus.Current,
            "Failed", Kstatus.Failed,
            "Error", Kstatus.Failed);

    static Stream<Path> statuses() throws IOException {
        return GoldenTest.situations()
                .map(folder -> folder.resolve("out-status.yaml"))
                .filter(file -> read(file) != null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statuses")
    void shouldBeReadByToolsAsTheStateSays(Path file) throws IOException {
        WorkflowStatus status = read(file);
        Long generation = Serialization.unmarshal(
                        Files.readString(file.resolveSibling("in-primary.yaml")), HasMetadata.class)
                .getMetadata()
                .getGeneration();
        boolean serves = "Available".equals(status.state()) && Conditions.isTrue(status, "Ready");
        Kstatus expected = ENDS.getOrDefault(status.state(), serves ? Kstatus.Current : Kstatus.InProgress);

        assertThat(compute(status, generation)).isEqualTo(expected);
        assertThat(compute(status, generation == null ? 2 : generation + 1))
                .as("of a spec that the operator has not seen")
                .isEqualTo(Kstatus.InProgress);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statuses")
    void shouldBeExplainedConditionByCondition(Path file) throws IOException {
        String explanation = explanation(
                Serialization.unmarshal(Files.readString(file.resolveSibling("in-primary.yaml")), HasMetadata.class)
                        .getKind());

        assertThat(read(file).conditions())
                .allSatisfy(condition ->
                        assertThat(explanation).containsPattern("(?m)^" + condition.getType() + ": \\S.{20,}"));
    }

    /** Its rules for custom resources: the generation, then the abnormal conditions in their order, then Ready. */
    private static Kstatus compute(WorkflowStatus status, @Nullable Long generation) {
        if (generation != null && !generation.equals(status.observedGeneration())) {
            return Kstatus.InProgress;
        }
        Map<String, Kstatus> abnormal = Map.of("Reconciling", Kstatus.InProgress, "Stalled", Kstatus.Failed);
        for (Condition condition : status.conditions()) {
            if (abnormal.containsKey(condition.getType()) && "True".equals(condition.getStatus())) {
                return abnormal.get(condition.getType());
            }
        }
        return Conditions.isTrue(status, "Ready") ? Kstatus.Current : Kstatus.InProgress;
    }

    private static String explanation(String kind) throws IOException {
        String plural = Kinds.ALL.stream()
                .filter(type -> HasMetadata.getKind(type).equals(kind))
                .map(HasMetadata::getPlural)
                .findFirst()
                .orElseThrow();
        return Serialization.unmarshal(
                        Files.readString(Path.of("../../deploy/crd", plural + ".dyff.io.yaml")),
                        CustomResourceDefinition.class)
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema()
                .getProperties()
                .get("status")
                .getProperties()
                .get("conditions")
                .getDescription();
    }

    /** Null where the situation leaves the status as it is. */
    private static @Nullable WorkflowStatus read(Path file) {
        try {
            String text = Files.readString(file);
            return text.equals("unchanged\n") ? null : Serialization.unmarshal(text, WorkflowStatus.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
