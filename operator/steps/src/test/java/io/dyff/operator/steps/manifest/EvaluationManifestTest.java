package io.dyff.operator.steps.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.steps.TestingManifest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationManifestTest {

    @TempDir
    Path folder;

    @Test
    void shouldUseTheContractsDefaults() throws Exception {
        EvaluationManifest manifest = read(new TestingManifest().spec(spec -> {
            spec.remove("client");
            spec.remove("workersPerReplica");
            spec.remove("replications");
            spec.withObject("inferenceSession").put("replicas", 3);
        }));

        assertThat(manifest.workers()).isEqualTo(6);
        assertThat(manifest.replicationIds()).containsExactly(TestingManifest.REPLICATION_0);
        assertThat(manifest.client().badRequestPolicy()).isEqualTo(BadRequestPolicy.Abort);
        assertThat(manifest.client().transientErrorRetryLimit()).isEqualTo(120);
        assertThat(manifest.client().transientErrorRetryDelay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(manifest.client().requestTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(manifest.client().totalTimeout()).isEqualTo(Duration.ofHours(2));
        assertThat(manifest.client().batchSize()).isEqualTo(1000);
        assertThat(manifest.client().duplicateOutputPolicy()).isEqualTo(DuplicateOutputPolicy.Deduplicate);
        assertThat(manifest.client().missingOutputPolicy()).isEqualTo(MissingOutputPolicy.Error);
    }

    @Test
    void shouldAskTheEvaluationsOwnSession() throws Exception {
        assertThat(read(new TestingManifest()).target())
                .isEqualTo(URI.create(
                        "http://eval-" + TestingManifest.EVALUATION + "-infer.workflows:80/openai/v1/completions"));
    }

    @Test
    void shouldAskTheSessionItRefersTo() throws Exception {
        EvaluationManifest manifest =
                read(new TestingManifest().endpoint("/generate").spec(spec -> {
                    spec.remove("inferenceSession");
                    spec.put("inferenceSessionReference", "22222222222222222222222222222222");
                }));
        assertThat(manifest.target())
                .isEqualTo(URI.create("http://session-22222222222222222222222222222222.workflows:80/generate"));
    }

    @Test
    void shouldTreatNullsAsAbsent() throws Exception {
        EvaluationManifest manifest = read(new TestingManifest().spec(spec -> {
            spec.putNull("workersPerReplica").putNull("outputDatasetPartitions").putNull("inferenceSessionReference");
            spec.withObject("client").putNull("batchSize").putNull("inputPipeline");
        }));
        assertThat(manifest.workers()).isEqualTo(2);
        assertThat(manifest.client().batchSize()).isEqualTo(1000);
    }

    @Test
    void shouldKeepDigitsOfUnquotedIds() throws Exception {
        Path file = new TestingManifest()
                .spec(spec -> spec.put("dataset", "@dataset@"))
                .write(folder);
        Files.writeString(file, Files.readString(file).replace("\"@dataset@\"", "00000000000000000000000000000017"));
        assertThat(EvaluationManifest.read(file).dataset()).isEqualTo("00000000000000000000000000000017");
    }

    @Test
    void shouldReadWholeNumbersAsTheVectorsSay() {
        assertThat(TestingManifest.vectors("scalars").get("int"))
                .filteredOn(vector -> !vector.get("input").isNull())
                .isNotEmpty()
                .allSatisfy(vector -> assertThat(ManifestNode.wholeNumber(vector.get("input")))
                        .isEqualTo(
                                vector.get("ok").booleanValue()
                                        ? vector.get("output").intValue()
                                        : null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/spec/replications | 0 | spec.replications must be a whole number of at least 1, got \"0\"",
                "/spec/client/batchSize | x | spec.client.batchSize must be a whole number of at least 1, got \"x\"",
                "/spec/client/badRequestPolicy | Maybe | spec.client.badRequestPolicy must be one of [Abort, Skip],"
                        + " got Maybe",
                "/spec/dataset | ../x | spec.dataset must be an id of 32 lower-case hex digits, got ../x",
                "/spec/interface/inputPipeline | x | spec.interface.inputPipeline must be a list, got \"x\"",
                "/spec/client | x | spec.client must be an object",
                "/kind | Model | kind must be Evaluation, got Model",
            })
    void shouldNameTheFieldThatIsWrong(String pointer, String value, String message) {
        var manifest = new TestingManifest();
        manifest.root(root -> ((ObjectNode) root.at(pointer.substring(0, pointer.lastIndexOf('/'))))
                .put(pointer.substring(pointer.lastIndexOf('/') + 1), value));
        assertThatThrownBy(() -> read(manifest))
                .isInstanceOf(ManifestException.class)
                .hasMessage(message);
    }

    @Test
    void shouldNameTheFieldThatIsMissing() {
        var manifest =
                new TestingManifest().spec(spec -> spec.withObject("interface").remove("endpoint"));
        assertThatThrownBy(() -> read(manifest)).hasMessage("spec.interface.endpoint is missing");
    }

    @Test
    void shouldSayThatAFileCannotBeRead() {
        assertThatThrownBy(() -> EvaluationManifest.read(folder.resolve("none.yaml")))
                .hasMessageContaining("none.yaml");
    }

    private EvaluationManifest read(TestingManifest manifest) throws Exception {
        return EvaluationManifest.read(manifest.write(folder));
    }
}
