package io.dyff.routes.attest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Digests;
import io.dyff.routes.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;

/**
 * A signed statement. Source: DSSE, https://github.com/secure-systems-lab/dsse, protocol.md and envelope.md.
 *
 * @param payload an in-toto statement, UTF-8 JSON
 * @param kid id of the key that signed it
 * @param signature 64 bytes, over {@link #message}
 */
record Envelope(byte[] payload, String kid, byte[] signature) {
    private static final String TYPE = "application/vnd.in-toto+json";

    static Envelope signed(byte[] payload, AttestationKey key) {
        return new Envelope(payload, key.kid(), key.sign(message(payload)));
    }

    /** What is signed: the type and the payload, each behind its length, so that neither can pass for the other. */
    static byte[] message(byte[] payload) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(("DSSEv1 " + TYPE.length() + " " + TYPE + " " + payload.length + " ").getBytes(UTF_8));
        message.writeBytes(payload);
        return message.toByteArray();
    }

    /** What others say of it: the digest of what was signed, and the counts that whoever computes from it needs. */
    ObjectNode summary() {
        ObjectNode summary = Json.object();
        summary.putObject("attestation").put("sha256", Digests.sha256(payload));
        try {
            JsonNode predicate = Json.parse(payload).path("predicate");
            for (String counts : List.of("rows", "outcomes")) {
                if (predicate.has(counts)) {
                    summary.set(counts, predicate.get(counts));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a stored attestation holds no JSON", e);
        }
        return summary;
    }

    ObjectNode json() {
        Base64.Encoder base64 = Base64.getEncoder();
        ObjectNode envelope = Json.object().put("payloadType", TYPE).put("payload", base64.encodeToString(payload));
        envelope.putArray("signatures").addObject().put("keyid", kid).put("sig", base64.encodeToString(signature));
        return envelope;
    }
}
