package io.dyff.operator.steps.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A signed payload: DSSE 1.0 (github.com/secure-systems-lab/dsse), of the media type that in-toto statements have.
 *
 * @param payload its bytes, which only a signature makes worth reading
 */
record Envelope(String payloadType, byte[] payload, List<Signature> signatures) {

    static final String IN_TOTO = "application/vnd.in-toto+json";

    /** @param signature its base64, whatever that is worth */
    record Signature(String keyId, String signature) {}

    static Envelope read(Path file) throws EvidenceException {
        JsonFields envelope = JsonFile.read("The attestation", file);
        String type = envelope.text("payloadType");
        if (!type.equals(IN_TOTO)) {
            throw envelope.wrong("payloadType", IN_TOTO + ", it is " + type);
        }
        byte[] payload = Base64Text.standard(envelope.text("payload"))
                .orElseThrow(() -> envelope.wrong("payload", "base64 with its padding"));
        List<Signature> signatures = new ArrayList<>();
        for (JsonFields signature : envelope.objects("signatures")) {
            signatures.add(new Signature(signature.text("keyid"), signature.text("sig")));
        }
        return new Envelope(type, payload, signatures);
    }

    /** What is signed: the pre-authentication encoding of the protocol. */
    byte[] signedBytes() {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream(payload.length + 128);
        bytes.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(type);
        bytes.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }
}
