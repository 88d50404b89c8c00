package io.dyff.routes.attest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Digests;
import io.dyff.routes.json.Json;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An Ed25519 key (RFC 8032) that signs attestations. Its id is the thumbprint of its public half (RFC 7638, of the form of RFC
 * 8037), so that an id and a key cannot be mixed up.
 *
 * @param kid base64url of 32 bytes
 * @param x the public key, base64url of 32 bytes
 */
public record AttestationKey(String kid, String x, PrivateKey secret) {
    private static final String ALGORITHM = "Ed25519";
    private static final int BYTES = 32;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    /** @param seed the private key of RFC 8032: 32 bytes */
    public static AttestationKey of(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            // The key itself ends its SubjectPublicKeyInfo (RFC 8410).
            String x = BASE64URL.encodeToString(Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length));
            return new AttestationKey(thumbprint(x), x, pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
        }
    }

    /** What the generator takes for random is the private key (checked against the vectors of RFC 8032). */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException("this JVM makes Ed25519 keys of " + bytes.length + " bytes");
            }
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }

    /** Base64url of the SHA-256 of the key's required members, in their order. */
    static String thumbprint(String x) {
        String members = "{\"crv\":\"" + ALGORITHM + "\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
        return BASE64URL.encodeToString(Digests.of("SHA-256").digest(members.getBytes(UTF_8)));
    }

    /** 64 bytes, the same for the same message. */
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot sign with " + ALGORITHM, e);
        }
    }

    /** A public key as a member of a JWK set (RFC 7517). */
    static ObjectNode jwk(String kid, String x) {
        return Json.object()
                .put("kty", "OKP")
                .put("crv", ALGORITHM)
                .put("x", x)
                .put("kid", kid)
                .put("alg", "EdDSA")
                .put("use", "sig");
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "AttestationKey[" + kid + "]";
    }
}
