package io.dyff.operator.steps.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One byte of anything that is another, and the attestation does not hold. Each change is one of a decoded value. */
class MutationTest {

    @TempDir
    Path folder;

    TestingPublication published;
    TestingAttestation attested;
    Path proof;
    int refused;

    @BeforeEach
    void publishAndSign() throws Exception {
        published = new TestingPublication(folder);
        attested = new TestingAttestation(folder);
        attested.sign(published.evidence());
        proof = folder.resolve("row.json");
        assertThat(attested.run(
                        "prove-row",
                        "--files",
                        published.files.toString(),
                        "--row",
                        "3",
                        "--replication",
                        "r1",
                        "--output",
                        proof.toString()))
                .isZero();
        assertThat(holds(true)).isTrue();
    }

    private boolean holds(boolean withFiles) throws Exception {
        var check = new AttestationCheck(new AttestationCheck.Inputs(
                attested.attestation(),
                attested.keys(),
                withFiles ? published.files : null,
                withFiles ? published.dataset : null,
                proof,
                List.of()));
        try {
            check.run();
            return check.holds();
        } catch (EvidenceException e) {
            return false;
        }
    }

    private void assertRefused(boolean withFiles, String what, int at) throws Exception {
        assertThat(holds(withFiles)).as("%s, byte %d", what, at).isFalse();
        refused++;
    }

    private interface Step {
        void accept(byte[] changed, int at) throws Exception;
    }

    /** Changes one bit of each of so many bytes, spread over all. */
    private static void each(byte[] bytes, int most, Step step) throws Exception {
        int stride = Math.max(1, bytes.length / most);
        for (int at = 0; at < bytes.length; at += stride) {
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            step.accept(changed, at);
        }
    }

    private static ObjectNode read(Path file) throws Exception {
        return (ObjectNode) TestingAttestation.JSON.readTree(file.toFile());
    }

    private static void write(Path file, ObjectNode node) throws Exception {
        TestingAttestation.JSON.writeValue(file.toFile(), node);
    }

    /** Another character of the same alphabet. */
    private static String other(String text, int at) {
        char other = text.charAt(at) == 'a' ? 'b' : 'a';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    @Test
    void shouldRefuseEachOfFiveHundredMutations() throws Exception {
        payload();
        signature();
        keys();
        files();
        proof();
        assertThat(holds(true)).isTrue();
        assertThat(refused).isGreaterThan(500);
    }

    private void payload() throws Exception {
        ObjectNode good = read(attested.attestation());
        each(Base64.getDecoder().decode(good.path("payload").asText()), 200, (changed, at) -> {
            write(
                    attested.attestation(),
                    good.deepCopy().put("payload", Base64.getEncoder().encodeToString(changed)));
            assertRefused(false, "payload", at);
        });
        for (int at = 0; at < Envelope.IN_TOTO.length(); at++) {
            write(attested.attestation(), good.deepCopy().put("payloadType", other(Envelope.IN_TOTO, at)));
            assertRefused(false, "payload type", at);
        }
        write(attested.attestation(), good);
    }

    private void signature() throws Exception {
        ObjectNode good = read(attested.attestation());
        ObjectNode signature = (ObjectNode) good.at("/signatures/0");
        String sig = signature.path("sig").asText();
        each(Base64.getDecoder().decode(sig), 64, (changed, at) -> {
            signature.put("sig", Base64.getEncoder().encodeToString(changed));
            write(attested.attestation(), good);
            assertRefused(false, "signature", at);
        });
        // The last character before the padding has four bits that nothing is read from.
        signature.put("sig", sig.substring(0, 85) + (char) (sig.charAt(85) + 1) + "==");
        write(attested.attestation(), good);
        assertRefused(false, "signature's padding", 85);
        signature.put("sig", sig);
        String id = signature.path("keyid").asText();
        for (int at = 0; at < id.length(); at++) {
            signature.put("keyid", other(id, at));
            write(attested.attestation(), good);
            assertRefused(false, "key id", at);
        }
        signature.put("keyid", id);
        write(attested.attestation(), good);
    }

    private void keys() throws Exception {
        ObjectNode good = TestingAttestation.jwk(attested.pair);
        each(TestingAttestation.point(attested.pair), 32, (changed, at) -> {
            attested.writeKeys(good.deepCopy()
                    .put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(changed)));
            assertRefused(false, "key", at);
        });
        String id = good.path("kid").asText();
        for (int at = 0; at < id.length(); at++) {
            attested.writeKeys(good.deepCopy().put("kid", other(id, at)));
            assertRefused(false, "key's id", at);
        }
        attested.writeKeys(good);
    }

    private void files() throws Exception {
        for (Path file : new Path[] {
            published.part(0),
            published.part(1),
            published.files.resolve(".dyff/outcomes.parquet"),
            published.dataset.resolve("part-0.parquet")
        }) {
            byte[] good = Files.readAllBytes(file);
            each(good, 40, (changed, at) -> {
                Files.write(file, changed);
                assertRefused(true, file.toString(), at);
            });
            Files.write(file, good);
        }
    }

    private void proof() throws Exception {
        ObjectNode good = read(proof);
        String row = good.path("row").asText();
        for (int at = 0; at < row.length(); at++) {
            refuseProof(good.deepCopy().put("row", other(row, at)), "row", at);
        }
        String root = good.path("root").asText();
        for (int at = 0; at < root.length(); at += 4) {
            refuseProof(good.deepCopy().put("root", other(root, at)), "root", at);
        }
        for (int node = 0; node < good.path("path").size(); node++) {
            String hash = good.path("path").get(node).asText();
            for (int at = 0; at < hash.length(); at += 8) {
                ObjectNode changed = good.deepCopy();
                ((ArrayNode) changed.path("path")).set(node, other(hash, at));
                refuseProof(changed, "path " + node, at);
            }
        }
        for (int bit = 0; bit < 5; bit++) {
            refuseProof(good.deepCopy().put("leafIndex", 13 ^ (1 << bit)), "leafIndex", bit);
            refuseProof(good.deepCopy().put("treeSize", 20 ^ (1 << bit)), "treeSize", bit);
        }
        refuseProof(good.deepCopy().put("version", 2), "version", 0);
        write(proof, good);
    }

    private void refuseProof(ObjectNode changed, String what, int at) throws Exception {
        write(proof, changed);
        assertRefused(false, "proof, " + what, at);
    }
}
