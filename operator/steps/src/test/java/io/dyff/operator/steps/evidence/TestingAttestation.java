package io.dyff.operator.steps.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.steps.StepsMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** Signs as the service does, written down a second time from the documents, and asks the command about it. */
public final class TestingAttestation {

    static final ObjectMapper JSON = new ObjectMapper();

    final KeyPair pair;
    private final Path folder;
    /** What the last command printed. */
    public String output = "";

    /** @param folder for the attestation and the key set */
    public TestingAttestation(Path folder) throws GeneralSecurityException {
        this.folder = folder;
        this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    public Path attestation() {
        return folder.resolve("attestation.json");
    }

    public Path keys() {
        return folder.resolve("keys.json");
    }

    /** The last 32 bytes of a key's X.509 form. */
    static byte[] point(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    static String x(KeyPair pair) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(point(pair));
    }

    static String kid(KeyPair pair) throws GeneralSecurityException {
        byte[] members = ("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x(pair) + "\"}").getBytes(UTF_8);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(members));
    }

    static ObjectNode jwk(KeyPair pair) throws GeneralSecurityException {
        return JSON.createObjectNode()
                .put("kty", "OKP")
                .put("crv", "Ed25519")
                .put("use", "sig")
                .put("x", x(pair))
                .put("kid", kid(pair));
    }

    void writeKeys(JsonNode... keys) throws IOException {
        ArrayNode list = JSON.createArrayNode();
        list.addAll(List.of(keys));
        JSON.writeValue(keys().toFile(), JSON.createObjectNode().set("keys", list));
    }

    static ObjectNode statement(JsonNode evidence) {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("_type", "https://in-toto.io/Statement/v1");
        for (JsonNode file : evidence.path("files")) {
            ObjectNode subject = statement.withArray("/subject").addObject();
            subject.put("name", file.path("path").asText())
                    .putObject("digest")
                    .put("sha256", file.path("sha256").asText());
        }
        statement.put("predicateType", "https://dyff.io/attestations/evaluation/v1");
        ObjectNode predicate = statement.putObject("predicate");
        for (String field : List.of("rows", "files", "dataset", "outcomes")) {
            predicate.set(field, evidence.path(field).deepCopy());
        }
        predicate.putObject("entity").put("dataset", evidence.at("/dataset/id").asText());
        return statement;
    }

    static byte[] signature(KeyPair pair, String type, byte[] payload) throws GeneralSecurityException {
        var encoded = new ByteArrayOutputStream();
        encoded.writeBytes(("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ").getBytes(UTF_8));
        encoded.writeBytes(payload);
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initSign(pair.getPrivate());
        ed25519.update(encoded.toByteArray());
        return ed25519.sign();
    }

    static ObjectNode envelope(KeyPair pair, byte[] payload) throws GeneralSecurityException {
        String type = "application/vnd.in-toto+json";
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("payloadType", type)
                .put("payload", Base64.getEncoder().encodeToString(payload))
                .putArray("signatures")
                .addObject()
                .put("keyid", kid(pair))
                .put("sig", Base64.getEncoder().encodeToString(signature(pair, type, payload)));
        return envelope;
    }

    void write(JsonNode envelope) throws IOException {
        JSON.writeValue(attestation().toFile(), envelope);
    }

    /** Writes attestation and key set for an evidence.json. */
    public void sign(Path evidence) throws Exception {
        sign(evidence, statement -> {});
    }

    void sign(Path evidence, Consumer<ObjectNode> change) throws Exception {
        ObjectNode statement = statement(JSON.readTree(evidence.toFile()));
        change.accept(statement);
        writeKeys(jwk(pair));
        write(envelope(pair, JSON.writeValueAsBytes(statement)));
    }

    /** Runs the command on them; returns its exit code. */
    public int verify(Object... options) {
        List<String> arguments =
                new ArrayList<>(List.of("verify-attestation", attestation().toString(), "--keys", keys().toString()));
        Arrays.stream(options).map(Object::toString).forEach(arguments::add);
        return run(arguments.toArray(String[]::new));
    }

    public int run(String... arguments) {
        var printed = new StringWriter();
        int code = StepsMain.commandLine()
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .execute(arguments);
        output = printed.toString();
        return code;
    }
}
