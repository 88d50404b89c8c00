package io.dyff.operator.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.operator.steps.evidence.TestingAttestation;
import io.dyff.operator.steps.mock.MockModel;
import io.dyff.operator.steps.mock.Pace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The evidence that verification publishes, and an attestation over it: 10 rows, 2 replications. */
@Timeout(180)
class EvidenceIT {

    @TempDir
    static Path shared;

    static TestingStorage storage;
    static MockModel model;

    @TempDir
    Path folder;

    TestingRun run;
    final TestingManifest manifest = new TestingManifest().client(client -> client.put("batchSize", 5));

    @BeforeAll
    static void start() throws Exception {
        storage = new TestingStorage(shared);
        model = new MockModel(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Pace(0, 0));
    }

    @AfterAll
    static void stop() throws Exception {
        model.close();
        storage.close();
    }

    @BeforeEach
    void evaluate() throws Exception {
        run = new TestingRun(storage, folder, model.address());
        run.seed(10);
        run.evaluate(manifest);
    }

    @AfterEach
    void empty() throws Exception {
        TestingRun.deleteTree(storage.file("datasets"));
        TestingRun.deleteTree(storage.file("outputs"));
    }

    private static Path published() {
        return storage.file("outputs/" + TestingManifest.EVALUATION + "/verified");
    }

    private static Path dataset() {
        return storage.file("datasets/" + TestingManifest.DATASET);
    }

    private static Path evidenceFile() {
        return published().resolve(".dyff/evidence.json");
    }

    private static JsonNode evidence() throws Exception {
        return new ObjectMapper().readTree(evidenceFile().toFile());
    }

    private static List<String> described(Path files, JsonNode list) throws Exception {
        List<String> lines = new ArrayList<>();
        for (JsonNode file : list) {
            byte[] bytes = Files.readAllBytes(files.resolve(file.path("path").asText()));
            assertThat(file.path("size").asLong()).isEqualTo(bytes.length);
            assertThat(file.path("sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
            lines.add(file.path("path").asText());
        }
        return lines;
    }

    private void assertAttestationHolds() throws Exception {
        var attested = new TestingAttestation(folder);
        attested.sign(evidenceFile());
        assertThat(attested.verify("--files", published(), "--dataset", dataset()))
                .as(attested.output)
                .isZero();
        assertThat(attested.output).containsPattern("files +holds").containsPattern("rows +holds");
    }

    @Test
    void shouldNameExactlyWhatIsPublishedAndWhatWasEvaluated() throws Exception {
        run.verify(manifest);
        JsonNode evidence = evidence();
        assertThat(described(published(), evidence.path("files")))
                .containsExactly(".dyff/outcomes.parquet", ".dyff/summary.json", "part-0.parquet");
        try (Stream<Path> stored = Files.walk(published())) {
            assertThat(stored.filter(Files::isRegularFile)).hasSize(4);
        }
        assertThat(evidence.at("/dataset/id").asText()).isEqualTo(TestingManifest.DATASET);
        assertThat(described(dataset(), evidence.at("/dataset/files"))).containsExactly("part-0.parquet");
        assertThat(evidence.path("version").asInt()).isEqualTo(1);
        assertThat(evidence.at("/rows/algorithm").asText()).isEqualTo("rfc6962-sha256");
        assertThat(evidence.at("/rows/count").asInt()).isEqualTo(20);
        assertThat(evidence.at("/rows").has("partitions")).isFalse();
        assertThat(evidence.path("outcomes").toString())
                .isEqualTo("{\"rows\":20,\"outcomes\":{\"Answered\":20,\"Failed\":0,\"Mismatch\":0,\"NotAsked\":0,"
                        + "\"Refused\":0,\"TimedOut\":0,\"Unusable\":0},\"nulls\":{},\"empties\":{},\"truncated\":20,"
                        + "\"repaired\":0}");
    }

    @Test
    void shouldPublishTheEvidenceLast() throws Exception {
        storage.copied().clear();
        run.verify(manifest);
        assertThat(storage.copied()).hasSize(4).last().asString().endsWith("/verified/.dyff/evidence.json");
    }

    @Test
    void shouldBeWhatAnAttestationThatHoldsIsMadeOf() throws Exception {
        run.verify(manifest);
        assertAttestationHolds();
        var attested = new TestingAttestation(folder);
        attested.sign(evidenceFile());
        Path proof = folder.resolve("row.json");
        assertThat(attested.run(
                        "prove-row",
                        "--files",
                        published().toString(),
                        "--row",
                        "7",
                        "--replication",
                        TestingManifest.REPLICATION_1,
                        "--output",
                        proof.toString()))
                .isZero();
        assertThat(attested.verify("--row-proof", proof)).isZero();
        assertThat(attested.output).contains("row 7 of replication " + TestingManifest.REPLICATION_1);
    }

    @Test
    void shouldHaveOneRootWhateverFoldersTheRowsAreIn() throws Exception {
        run.verify(manifest);
        String root = evidence().at("/rows/root").asText();
        for (String column : List.of("_replication_", "_index_")) {
            manifest.spec(spec -> spec.putArray("outputDatasetPartitions").add(column));
            run.verify(manifest);
            assertThat(run.verifiedFiles()).hasSizeGreaterThan(1);
            assertThat(evidence().at("/rows/root").asText()).isEqualTo(root);
            assertThat(evidence().at("/rows/partitions").size()).isEqualTo(1);
            assertAttestationHolds();
        }
    }

    @Test
    void shouldCountEachCopyWhereDuplicatesAreIgnored() throws Exception {
        Files.copy(run.rawFiles().get(0), run.raw("zz.parquet"));
        manifest.client(client -> client.put("duplicateOutputPolicy", "Ignore"));
        run.verify(manifest);
        assertThat(evidence().at("/rows/count").asInt()).isEqualTo(25);
        assertAttestationHolds();
    }

    @Test
    void shouldAttestToNoRowsWhereNoneAreThere() throws Exception {
        for (Path file : run.rawFiles()) {
            Files.delete(file);
        }
        manifest.client(client -> client.put("missingOutputPolicy", "Ignore"));
        run.verify(manifest);
        assertThat(evidence().at("/rows/count").asInt()).isZero();
        assertThat(evidence().at("/rows/root").asText())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertAttestationHolds();
    }
}
