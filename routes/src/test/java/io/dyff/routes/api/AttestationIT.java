package io.dyff.routes.api;

import static io.dyff.routes.api.TestingRequests.dataset;
import static io.dyff.routes.api.TestingRequests.evaluation;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.TestingClient.Answer;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Digests;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is attested of an evaluation, and by whom. */
@ApiTestingContext
class AttestationIT extends ApiTestBase {
    private static final String KEYS = "/.well-known/dyff-attestation-keys.json";
    private static final String DIGEST = "ab".repeat(32);

    /** What stands before a key of Ed25519 in its SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    @Autowired
    io.dyff.routes.attest.AttestationKeys keys;

    private String dataset = "";
    private String id = "";

    @BeforeEach
    void evaluate() {
        dataset = create("datasets", dataset("acme"));
        id = create("evaluations", evaluation("acme", dataset, createService()));
        status(id, "Admitted");
    }

    private void complete() throws IOException {
        Path file = TestingObjects.FOLDER.resolve("dyff/outputs/" + id + "/verified/.dyff/evidence.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                {"version": 1, "rows": {"algorithm": "rfc6962-sha256", "count": 2, "root": "%1$s"},
                 "files": [{"path": "part-0.parquet", "size": 3, "sha256": "%1$s"}],
                 "dataset": {"id": "%2$s", "files": []}, "outcomes": {"rows": 2}}
                """.formatted(DIGEST, dataset));
        status(id, "Complete");
    }

    private String path() {
        return "/v0/evaluations/" + id + "/attestation";
    }

    private Answer attestation() {
        Answer answer = client.get(token, path());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static byte[] payload(Answer envelope) {
        return Base64.getDecoder().decode(envelope.json().path("payload").asText());
    }

    /** Checks it as somebody would who has nothing but the published keys. */
    private boolean isGood(Answer envelope) throws Exception {
        JsonNode signature = envelope.json().at("/signatures/0");
        for (JsonNode key : client.get(null, KEYS).json().path("keys")) {
            if (key.path("kid").equals(signature.path("keyid"))) {
                byte[] x = Base64.getUrlDecoder().decode(key.path("x").asText());
                byte[] encoded = new byte[PREFIX.length + x.length];
                System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
                System.arraycopy(x, 0, encoded, PREFIX.length, x.length);
                byte[] payload = payload(envelope);
                Signature check = Signature.getInstance("Ed25519");
                check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
                check.update(("DSSEv1 28 application/vnd.in-toto+json " + payload.length + " ").getBytes(UTF_8));
                check.update(payload);
                return check.verify(
                        Base64.getDecoder().decode(signature.path("sig").asText()));
            }
        }
        return false;
    }

    @Test
    void shouldAttestWhatWasFoundAskedForAndReferredTo() throws Exception {
        complete();
        Answer envelope = attestation();
        assertThat(isGood(envelope)).isTrue();
        JsonNode statement = Json.parse(payload(envelope));
        assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.path("predicateType").asText()).isEqualTo("https://dyff.io/attestations/evaluation/v1");
        assertThat(statement.at("/subject/0/name").asText()).isEqualTo("part-0.parquet");
        assertThat(statement.at("/subject/0/digest/sha256").asText()).isEqualTo(DIGEST);
        JsonNode predicate = statement.path("predicate");
        assertThat(predicate.at("/rows/root").asText()).isEqualTo(DIGEST);
        assertThat(predicate.at("/entity/id").asText()).isEqualTo(id);
        assertThat(predicate
                        .at("/entity/inferenceSession/inferenceService/interface/outputSchema")
                        .isObject())
                .isTrue();
        assertThat(predicate.path("entity").has("labels")).isFalse();
        assertThat(predicate.at("/references/dataset/id").asText()).isEqualTo(dataset);
        assertThat(predicate.at("/references/dataset/artifacts/0/digest/md5").isTextual())
                .isTrue();
        assertThat(predicate.at("/references/model/id").isTextual()).isTrue();
        assertThat(predicate.at("/events/lastOffset").asLong())
                .isEqualTo(space.jdbc()
                        .sql("select version from entity where id = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single());
    }

    @Test
    void shouldAttestBeforeAnybodyAsks() throws Exception {
        complete();
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> space.jdbc()
                        .sql("select payload is not null and due_at is null from attestation where id = :id")
                        .param("id", id)
                        .query(Boolean.class)
                        .single());
    }

    @Test
    void shouldSayTheSameWhateverBecomesOfTheEvidence() throws Exception {
        complete();
        Answer first = attestation();
        Files.writeString(
                TestingObjects.FOLDER.resolve("dyff/outputs/" + id + "/verified/.dyff/evidence.json"),
                "{\"files\": []}");
        assertThat(attestation().text()).isEqualTo(first.text());
    }

    @Test
    void shouldSignTheSameAnewWhenItsKeyIsRetired() throws Exception {
        complete();
        Answer old = attestation();
        String kid = old.json().at("/signatures/0/keyid").asText();
        keys.add();
        assertThat(attestation().text()).isEqualTo(old.text());
        assertThat(keys.retire(kid)).isTrue();
        Answer anew = attestation();
        assertThat(payload(anew)).isEqualTo(payload(old));
        assertThat(anew.json().at("/signatures/0/keyid").asText()).isNotEqualTo(kid);
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> isGood(anew) && !isGood(old));
    }

    @Test
    void shouldNameWhatAReportWasComputedFromWithItsDenominators() throws Exception {
        complete();
        String evaluation = id;
        ObjectNode request = Json.object()
                .put("account", "acme")
                .put("rubric", "classification.TopKAccuracy")
                .put("evaluation", evaluation);
        request.putArray("modules");
        id = create("reports", request);
        status(id, "Admitted");
        Path file = TestingObjects.FOLDER.resolve("dyff/reports/" + id + "/.dyff/evidence.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"version\": 1, \"files\": []}");
        status(id, "Complete");
        Answer report = client.get(token, "/v0/reports/" + id + "/attestation");
        assertThat(report.status()).as(report.text()).isEqualTo(200);
        assertThat(isGood(report)).isTrue();
        JsonNode inputs = Json.parse(payload(report)).at("/predicate/inputs");
        assertThat(inputs.at("/0/kind").asText()).isEqualTo("Dataset");
        assertThat(inputs.at("/0/artifacts/0/digest/md5").isTextual()).isTrue();
        assertThat(inputs.at("/1/id").asText()).isEqualTo(evaluation);
        assertThat(inputs.at("/1/outcomes/rows").asLong()).isEqualTo(2);
        id = evaluation;
        assertThat(inputs.at("/1/attestation/sha256").asText()).isEqualTo(Digests.sha256(payload(attestation())));
    }

    @Test
    void shouldSayWhyThereIsNone() {
        Answer running = client.get(token, path());
        assertThat(running.status()).isEqualTo(404);
        assertThat(running.detail()).contains("has no attestation: it is Admitted");
        status(id, "Complete");
        Answer before = client.get(token, path());
        assertThat(before.status()).isEqualTo(404);
        assertThat(before.detail()).contains("it was verified before there were any");
    }

    @Test
    void shouldShowItToNobodyWhoMayNotReadTheEvaluation() throws Exception {
        complete();
        assertThat(client.get(null, path()).status()).isEqualTo(401);
        assertThat(client.get(client.token("other", Role.Owner), path()).status())
                .isEqualTo(client.get(client.token("other", Role.Owner), "/v0/evaluations/" + id)
                        .status());
    }

    @Test
    void shouldShowTheKeysToEverybodyAndTakeNoOtherMethod() {
        Answer answer = client.get(null, KEYS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("application/jwk-set+json");
        assertThat(answer.text()).doesNotContain("\"d\"");
        Answer put = client.send(token, "DELETE", KEYS, null, java.util.Map.of());
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.header("Allow")).contains("GET, HEAD, OPTIONS");
    }
}
