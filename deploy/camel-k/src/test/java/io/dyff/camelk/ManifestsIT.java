package io.dyff.camelk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real API server that knows Camel K's definitions makes of our manifests, strictly. */
class ManifestsIT {
    private static TestingCluster cluster;

    @BeforeAll
    static void start(@TempDir Path home) {
        cluster = TestingCluster.start(home);
        assertThat(cluster.kubectl("", "create", "namespace", "dyff").code()).isZero();
    }

    @AfterAll
    static void end() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest
    @CsvSource({".,Kamelet,4", "examples,Pipe,3", "services,Integration,5"})
    void shouldBeAcceptedWithoutAWarning(String folder, String kind, int count) {
        TestingCluster.Result manifests =
                cluster.kubectl("", "kustomize", Rooms.CAMEL_K.resolve(folder).toString());
        assertThat(manifests.code()).as(manifests.err()).isZero();

        TestingCluster.Result applied = apply(ours(manifests.out()));

        assertThat(applied.code()).as(applied.err()).isZero();
        assertThat(applied.err()).isEmpty();
        assertThat(applied.out()
                        .lines()
                        .filter(line -> line.startsWith(kind.toLowerCase(Locale.ROOT) + ".camel.apache.org/")))
                .hasSize(count);
    }

    @Test
    void shouldAcceptTheKameletsOfTheHostToo() {
        for (Path file : Rooms.kamelets(Rooms.HOST_KAMELETS)) {
            TestingCluster.Result applied = apply(Rooms.text(file));

            assertThat(applied.code()).as(applied.err()).isZero();
            assertThat(applied.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            examples/evaluations-to-file.yaml      | sink:        | sinks:             | spec.sinks
            examples/evaluations-to-file.yaml      | volumes:     | volume:            | spec.traits.mount.volume
            kamelets/entity-file-sink.kamelet.yaml | title:       | caption:           | caption
            kamelets/entity-file-sink.kamelet.yaml | required: [  | required: [[], 7,  | spec.definition.required
            ../components/camel-k/sink.yaml        | replicas: 2  | replicas: two      | spec.replicas
            ../components/camel-k/sink.yaml        | requestCPU   | requestCpu         | spec.traits.container.requestCpu
            """)
    void shouldBeRefusedByTheNameOfTheFieldWhenItIsWrong(String file, String passage, String other, String field) {
        String text = Rooms.text(Rooms.CAMEL_K.resolve(file));
        assertThat(text).contains(passage);

        TestingCluster.Result applied = apply(text.replace(passage, other));

        assertThat(applied.code()).isNotZero();
        assertThat(applied.err()).contains(field);
    }

    /** What is for Camel K, and the routes; the platform around them has a test of its own. */
    private static String ours(String manifests) {
        return Stream.of(manifests.split("(?m)^---$"))
                .filter(manifest ->
                        manifest.contains("apiVersion: camel.apache.org/") || manifest.contains(".camel.yaml: |"))
                .collect(Collectors.joining("---"));
    }

    private static TestingCluster.Result apply(String manifests) {
        return cluster.kubectl(
                manifests, "--namespace", "dyff", "apply", "--server-side", "--validate=strict", "--filename", "-");
    }
}
