package io.dyff.operator.steps.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What verify-attestation and prove-row say of an attestation that was signed over real evidence. */
class VerifyAttestationTest {

    private static final int HOLDS = 0;
    private static final int UNUSABLE = 2;
    private static final int NOT_SIGNED = 3;
    private static final int DIFFERS = 4;

    @TempDir
    Path folder;

    TestingPublication published;
    TestingAttestation attested;

    @BeforeEach
    void publishAndSign() throws Exception {
        published = new TestingPublication(folder);
        attested = new TestingAttestation(folder);
        attested.sign(published.evidence());
    }

    private int verifyFiles() {
        return attested.verify("--files", published.files);
    }

    private void signChanged(Consumer<ObjectNode> change) throws Exception {
        attested.sign(published.evidence(), change);
    }

    private static KeyPair anotherPair() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private Path proof(int row, String replication) {
        Path proof = folder.resolve("row.json");
        assertThat(attested.run(
                        "prove-row",
                        "--files",
                        published.files.toString(),
                        "--row",
                        Integer.toString(row),
                        "--replication",
                        replication,
                        "--output",
                        proof.toString()))
                .isZero();
        return proof;
    }

    @Test
    void shouldSayWhatHeldAndWhatWasNotChecked() {
        assertThat(attested.verify()).isEqualTo(HOLDS);
        assertThat(attested.output.lines())
                .anyMatch(line -> line.matches("signature +holds +Ed25519, key .{43}"))
                .anyMatch(line -> line.matches("statement +holds +4 files, 20 rows, 20 asked for"))
                .anyMatch(line -> line.matches("files +not checked give --files DIR .*"))
                .anyMatch(line -> line.matches("rows +not checked give --files DIR .*"))
                .anyMatch(line -> line.matches("dataset +not checked give --dataset DIR .*"))
                .anyMatch(line -> line.matches("row proof +not checked give --row-proof FILE .*"))
                .endsWith("All that was checked holds.");
    }

    @Test
    void shouldCheckAllThatIsGiven() {
        Path proof = proof(3, "r1");
        assertThat(attested.verify("--files", published.files, "--dataset", published.dataset, "--row-proof", proof))
                .isEqualTo(HOLDS);
        assertThat(attested.output)
                .doesNotContain("not checked")
                .containsPattern("files +holds +4 files, \\d+ bytes")
                .containsPattern("rows +holds +20 rows, root [0-9a-f]{64}")
                .contains("row 3 of replication r1, leaf 13 of 20");
    }

    @Test
    void shouldAnswerInJson() throws Exception {
        assertThat(attested.verify("-o", "json")).isEqualTo(HOLDS);
        JsonNode report = TestingAttestation.JSON.readTree(attested.output);
        assertThat(report.path("holds").asBoolean()).isTrue();
        assertThat(report.at("/checks/2").toString())
                .isEqualTo("{\"check\":\"files\",\"result\":\"not checked\",\"detail\":\"give --files DIR with what was"
                        + " published\",\"differences\":[]}");
    }

    @Test
    void shouldPassOverWhatTheServiceAddsAndTheFilesOfTheCommand() throws Exception {
        Files.writeString(published.files.resolve(".dyff/logs.txt"), "log");
        Path inside = published.files.resolve("attestation.json");
        Files.copy(attested.attestation(), inside);
        assertThat(attested.run(
                        "verify-attestation",
                        inside.toString(),
                        "--keys",
                        attested.keys().toString(),
                        "--files",
                        published.files.toString()))
                .isEqualTo(HOLDS);
    }

    @Test
    void shouldNameEachFileThatIsMissingOrAdditionalOrAnother() throws Exception {
        Files.delete(published.files.resolve(".dyff/summary.json"));
        Files.writeString(published.files.resolve("more.txt"), "more");
        Files.writeString(published.files.resolve(".dyff/outcomes.parquet"), "changed");
        assertThat(verifyFiles()).isEqualTo(DIFFERS);
        assertThat(attested.output)
                .contains(".dyff/summary.json: missing", "more.txt: additional", ".dyff/outcomes.parquet: has 7 bytes")
                .containsPattern("rows +holds")
                .contains("It does not hold: 3 differences.");
    }

    @Test
    void shouldSeeRowsInAnAdditionalFile() throws Exception {
        Files.copy(published.part(0), published.files.resolve("part-2.parquet"));
        assertThat(verifyFiles()).isEqualTo(DIFFERS);
        assertThat(attested.output)
                .contains("part-2.parquet: additional", "rows.count: there are 30 rows, attested are 20", "rows.root:");
    }

    @Test
    void shouldSeeSwappedFilesThoughTheirRowsAreTheSame() throws Exception {
        Path aside = folder.resolve("aside");
        Files.move(published.part(0), aside);
        Files.move(published.part(1), published.part(0));
        Files.move(aside, published.part(1));
        assertThat(verifyFiles()).isEqualTo(DIFFERS);
        assertThat(attested.output)
                .contains("part-0.parquet: has", "part-1.parquet: has")
                .containsPattern("rows +holds");
    }

    @Test
    void shouldSeeAnotherDataset() throws Exception {
        Files.write(published.dataset.resolve("part-0.parquet"), Files.readAllBytes(published.part(0)));
        assertThat(attested.verify("--dataset", published.dataset)).isEqualTo(DIFFERS);
        assertThat(attested.output).contains("part-0.parquet: has").containsPattern("dataset +differs");
    }

    @Test
    void shouldPassOverHiddenFilesOfADataset() throws Exception {
        Files.writeString(published.dataset.resolve(".note"), "x");
        assertThat(attested.verify("--dataset", published.dataset)).isEqualTo(HOLDS);
    }

    @Test
    void shouldSeeAChangedNumberOfRows() throws Exception {
        signChanged(statement -> ((ObjectNode) statement.at("/predicate/rows")).put("count", 19));
        assertThat(verifyFiles()).isEqualTo(DIFFERS);
        assertThat(attested.output)
                .contains("predicate.rows.count is 19, less than the 20 that are answered")
                .contains("rows.count: there are 20 rows, attested are 19");
    }

    @Test
    void shouldSeeAStatementThatContradictsItself() throws Exception {
        signChanged(statement -> {
            ((ArrayNode) statement.path("subject")).remove(0);
            statement
                    .withArray("/subject")
                    .addObject()
                    .put("name", "x")
                    .putObject("digest")
                    .put("sha256", "0".repeat(64));
            ((ObjectNode) statement.at("/predicate/entity")).put("dataset", "another");
            ((ObjectNode) statement.at("/predicate/outcomes")).put("rows", 21);
        });
        assertThat(attested.verify()).isEqualTo(DIFFERS);
        assertThat(attested.output)
                .contains(".dyff/outcomes.parquet is not among the subjects")
                .contains("subject: x is not among predicate.files")
                .contains("predicate.entity.dataset is another")
                .contains("other rows than the 21 there are");
    }

    @Test
    void shouldRefuseAnUnknownKey() throws Exception {
        attested.writeKeys(TestingAttestation.jwk(anotherPair()));
        assertThat(verifyFiles()).isEqualTo(NOT_SIGNED);
        assertThat(attested.output).contains("the key set has no key " + TestingAttestation.kid(attested.pair));
    }

    @Test
    void shouldRefuseAKeyThatIsNotWhatItsIdSays() throws Exception {
        ObjectNode key = TestingAttestation.jwk(anotherPair()).put("kid", TestingAttestation.kid(attested.pair));
        attested.writeKeys(key);
        assertThat(attested.verify()).isEqualTo(NOT_SIGNED);
        assertThat(attested.output).contains("is not what its id says");
    }

    @Test
    void shouldTakeOneGoodSignatureOfSeveral() throws Exception {
        JsonNode envelope =
                TestingAttestation.JSON.readTree(attested.attestation().toFile());
        ArrayNode signatures = (ArrayNode) envelope.path("signatures");
        signatures
                .insertObject(0)
                .put("keyid", TestingAttestation.kid(anotherPair()))
                .put("sig", "AAAA");
        attested.writeKeys(TestingAttestation.jwk(anotherPair()), TestingAttestation.jwk(attested.pair));
        attested.write(envelope);
        assertThat(attested.verify()).isEqualTo(HOLDS);
    }

    @Test
    void shouldRefuseAnEnvelopeWithoutSignatures() throws Exception {
        ObjectNode envelope = (ObjectNode)
                TestingAttestation.JSON.readTree(attested.attestation().toFile());
        envelope.putArray("signatures");
        attested.write(envelope);
        assertThat(attested.verify()).isEqualTo(NOT_SIGNED);
        assertThat(attested.output).contains("the attestation has none");
    }

    @Test
    void shouldRefuseAnotherPayloadTypeThoughItIsSigned() throws Exception {
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        ObjectNode envelope =
                TestingAttestation.envelope(attested.pair, payload).put("payloadType", "text/plain");
        ((ObjectNode) envelope.at("/signatures/0"))
                .put(
                        "sig",
                        Base64.getEncoder()
                                .encodeToString(TestingAttestation.signature(attested.pair, "text/plain", payload)));
        attested.write(envelope);
        assertThat(attested.verify()).isEqualTo(UNUSABLE);
        assertThat(attested.output).contains("payloadType must be application/vnd.in-toto+json, it is text/plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_type", "predicateType"})
    void shouldRefuseAStatementOfAnotherKind(String field) throws Exception {
        signChanged(statement -> statement.put(field, "https://example.org/other"));
        assertThat(attested.verify()).isEqualTo(UNUSABLE);
        assertThat(attested.output).contains(field + " must be https://").contains("it is https://example.org/other");
    }

    @Test
    void shouldRefuseFilesThatAreNamedTwice() throws Exception {
        signChanged(statement -> {
            ArrayNode files = (ArrayNode) statement.at("/predicate/files");
            files.add(files.get(files.size() - 1).deepCopy());
        });
        assertThat(attested.verify()).isEqualTo(UNUSABLE);
        assertThat(attested.output).contains("files are sorted, each once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"payload\": ", "{\"payloadType\":\"a\",\"payloadType\":\"b\"}", "{} {}"})
    void shouldRefuseWhatIsNoEnvelope(String text) throws Exception {
        Files.writeString(attested.attestation(), text);
        assertThat(attested.verify()).isEqualTo(UNUSABLE);
        assertThat(attested.output).contains(attested.attestation().toString());
    }

    @Test
    void shouldRefuseAFileThatIsTooLarge() throws Exception {
        Files.writeString(attested.attestation(), " ".repeat(JsonFile.MOST_BYTES + 1));
        assertThat(attested.verify()).isEqualTo(UNUSABLE);
        assertThat(attested.output).contains("has more than 16 MiB");
    }

    @Test
    void shouldTellWhatIsNotThere() throws Exception {
        assertThat(attested.verify("--files", folder.resolve("nowhere"))).isEqualTo(UNUSABLE);
        assertThat(attested.output).contains("nowhere is not a folder");
        Files.delete(attested.keys());
        assertThat(attested.verify()).isEqualTo(UNUSABLE);
        assertThat(attested.output).contains("keys.json is not there");
    }

    @Test
    void shouldProveEachRow() {
        for (String replication : new String[] {"r0", "r1"}) {
            for (int row = 0; row < 10; row++) {
                assertThat(attested.verify("--row-proof", proof(row, replication)))
                        .isEqualTo(HOLDS);
            }
        }
    }

    @Test
    void shouldAskWhichReplicationIsMeant() {
        assertThat(attested.run("prove-row", "--files", published.files.toString(), "--row", "3"))
                .isEqualTo(3);
        assertThat(attested.output).contains("name one of r0, r1 with --replication");
        assertThat(attested.run("prove-row", "--files", published.files.toString(), "--row", "10"))
                .isEqualTo(3);
        assertThat(attested.output).contains("There is no row 10.");
    }

    @Test
    void shouldProveNothingOfFilesThatWereChanged() throws Exception {
        Files.delete(published.part(1));
        assertThat(attested.run("prove-row", "--files", published.files.toString(), "--row", "3"))
                .isEqualTo(UNUSABLE);
        assertThat(attested.output).contains("do not have the root of .dyff/evidence.json");
    }

    @Test
    void shouldRefuseTheProofOfAnotherAttestation() throws Exception {
        Path proof = proof(3, "r1");
        Files.delete(published.part(1));
        Files.delete(published.evidence());
        assertThat(attested.run(
                        "prove-row", "--files", published.files.toString(), "--row", "3", "--output", proof.toString()))
                .isZero();
        assertThat(attested.verify("--row-proof", proof)).isEqualTo(DIFFERS);
        assertThat(attested.output).contains("treeSize is 10, attested are 20 rows");
    }

    /** Of an analysis of what the other attestation is about. */
    private Path ofAnalysis() throws Exception {
        Path evaluation = folder.resolve("evaluation.json");
        Files.move(attested.attestation(), evaluation);
        String payload = TestingAttestation.JSON
                .readTree(evaluation.toFile())
                .path("payload")
                .asText();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(payload));
        signChanged(statement -> {
            statement.put("predicateType", "https://dyff.io/attestations/analysis/v1");
            ObjectNode predicate = (ObjectNode) statement.path("predicate");
            predicate.remove(List.of("rows", "dataset", "outcomes"));
            ArrayNode inputs = predicate.putArray("inputs");
            inputs.addObject()
                    .put("id", "e")
                    .put("kind", "Evaluation")
                    .putObject("attestation")
                    .put("sha256", HexFormat.of().formatHex(digest));
            inputs.addObject().put("id", "d").put("kind", "Dataset");
        });
        return evaluation;
    }

    @Test
    void shouldCheckAnAnalysisAndWhatItWasComputedFrom() throws Exception {
        Path evaluation = ofAnalysis();
        assertThat(attested.verify()).isEqualTo(HOLDS);
        assertThat(attested.output)
                .containsPattern("statement +holds +4 files, 2 inputs")
                .containsPattern("inputs +not checked give --input ATTESTATION for Evaluation e")
                .doesNotContain("row proof");
        assertThat(attested.verify("--files", published.files, "--input", evaluation))
                .isEqualTo(HOLDS);
        assertThat(attested.output).containsPattern("inputs +holds +computed from Evaluation e");
    }

    @Test
    void shouldRefuseAnotherAttestationThanThatOfTheInput() throws Exception {
        Path evaluation = ofAnalysis();
        ObjectNode changed = (ObjectNode) TestingAttestation.JSON.readTree(evaluation.toFile());
        byte[] payload = Base64.getDecoder().decode(changed.path("payload").asText());
        payload[payload.length - 3] ^= 1;
        changed.put("payload", Base64.getEncoder().encodeToString(payload));
        TestingAttestation.JSON.writeValue(evaluation.toFile(), changed);
        assertThat(attested.verify("--input", evaluation)).isEqualTo(DIFFERS);
        assertThat(attested.output).contains("evaluation.json: it was not computed from what this attests");
    }
}
