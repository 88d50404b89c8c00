package io.dyff.operator.steps.evidence;

import io.dyff.operator.steps.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Ed25519 keys of a JSON Web Key Set (RFC 7517, RFC 8037) whose ids are their thumbprints (RFC 7638). */
final class KnownKeys {

    /** What a public key's X.509 form has before its 32 bytes (RFC 8410 section 4). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY_BYTES = 32;

    private final Map<String, PublicKey> keys = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    private KnownKeys() {}

    /** Keys of other kinds are passed over; a key that is not what it says is refused when it is needed. */
    static KnownKeys read(Path file) throws EvidenceException {
        var known = new KnownKeys();
        for (JsonFields key : JsonFile.read("The key set", file).objects("keys")) {
            if (key.text("kty").equals("OKP") && key.text("crv").equals("Ed25519")) {
                known.add(key.text("kid"), key.text("x"));
            }
        }
        if (known.keys.isEmpty() && known.refused.isEmpty()) {
            throw new EvidenceException("The key set " + file + " has no Ed25519 key (kty OKP, crv Ed25519)");
        }
        return known;
    }

    private void add(String id, String x) throws EvidenceException {
        Optional<byte[]> point = Base64Text.url(x).filter(bytes -> bytes.length == KEY_BYTES);
        if (point.isEmpty()) {
            refused.put(id, "the key " + id + " is not 32 bytes in base64url without padding");
        } else if (!thumbprint(x).equals(id)) {
            refused.put(id, "the key " + id + " is not what its id says: its thumbprint is " + thumbprint(x));
        } else {
            publicKey(point.get())
                    .ifPresentOrElse(
                            key -> keys.put(id, key),
                            () -> refused.put(id, "the key " + id + " is no point of the curve"));
        }
    }

    static String thumbprint(String x) {
        String members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
        return Base64Text.urlText(Sha256.digest().digest(members.getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<PublicKey> publicKey(byte[] point) {
        byte[] encoded = new byte[X509.length + point.length];
        System.arraycopy(X509, 0, encoded, 0, X509.length);
        System.arraycopy(point, 0, encoded, X509.length, point.length);
        try {
            return Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Why a signature is not accepted; empty when it is. */
    Optional<String> objection(Envelope.Signature signature, byte[] signed) {
        String id = signature.keyId();
        @Nullable PublicKey key = keys.get(id);
        if (key == null) {
            return Optional.of(refused.getOrDefault(
                    id, "the key set has no key " + id + "; fetch it anew if the service has changed its key"));
        }
        boolean fits = Base64Text.standard(signature.signature())
                .filter(bytes -> fits(key, bytes, signed))
                .isPresent();
        return fits
                ? Optional.empty()
                : Optional.of("the signature by the key " + id
                        + " does not fit: the payload or the signature is not what was signed");
    }

    private static boolean fits(PublicKey key, byte[] signature, byte[] signed) {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(signed);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
