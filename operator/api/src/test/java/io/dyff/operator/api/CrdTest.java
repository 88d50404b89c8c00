package io.dyff.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the committed CRDs with the types they are generated from.
 *
 * <p>To renew them: {@code mvn -pl operator/api -am test -Dtest=CrdTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Ddyff.crd.write=true}
 */
class CrdTest {

    private static final Path COMMITTED = Path.of("../../deploy/crd");

    @Test
    void shouldFindCommittedCrdsEqualToGeneratedOnes() throws IOException {
        Map<String, String> generated = Crds.generate();
        if (Boolean.getBoolean("dyff.crd.write")) {
            for (Map.Entry<String, String> file : generated.entrySet()) {
                Files.writeString(COMMITTED.resolve(file.getKey()), file.getValue());
            }
        }

        assertThat(committed())
                .as("deploy/crd differs from the types in operator/api: renew it as CrdTest says")
                .isEqualTo(generated);
    }

    @Test
    void shouldGiveAClusterEachOfThem() throws IOException {
        List<String> resources = Files.readAllLines(COMMITTED.resolve("Kustomization")).stream()
                .filter(line -> line.startsWith("  - "))
                .map(line -> line.substring(4))
                .toList();

        assertThat(resources)
                .containsExactlyInAnyOrderElementsOf(Crds.generate().keySet());
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void shouldExplainEveryFieldOfEveryKind(CustomResourceDefinition crd) {
        JSONSchemaProps root =
                crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();

        assertThat(unexplained(crd.getMetadata().getName(), root)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void shouldShowStateReasonAccountAndAgeOfEveryKindAndListThemTogether(CustomResourceDefinition crd) {
        assertThat(crd.getSpec().getNames().getCategories()).containsExactly("dyff");
        assertThat(crd.getSpec().getVersions().getFirst().getAdditionalPrinterColumns())
                .filteredOn(column -> column.getPriority() == null || column.getPriority() == 0)
                .extracting(CustomResourceColumnDefinition::getName)
                .startsWith("STATUS", "REASON")
                .endsWith("ACCOUNT", "AGE");
    }

    static Stream<CustomResourceDefinition> definitions() throws IOException {
        return committed().values().stream().map(text -> Serialization.unmarshal(text, CustomResourceDefinition.class));
    }

    /** Paths of what kubectl explain would show without a word. */
    private static List<String> unexplained(String path, JSONSchemaProps node) {
        List<String> found = new ArrayList<>();
        if (node.getDescription() == null || node.getDescription().isBlank()) {
            found.add(path);
        }
        fields(node).forEach((name, field) -> found.addAll(unexplained(path + "." + name, field)));
        return found;
    }

    private static Map<String, JSONSchemaProps> fields(JSONSchemaProps node) {
        if (node.getItems() != null) {
            return fields(node.getItems().getSchema());
        }
        return node.getProperties() == null ? Map.of() : node.getProperties();
    }

    private static Map<String, String> committed() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(COMMITTED)) {
            for (Path path : paths.filter(p -> p.toString().endsWith(".yaml")).toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }
}
