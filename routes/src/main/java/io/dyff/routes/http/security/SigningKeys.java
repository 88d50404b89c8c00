package io.dyff.routes.http.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that sign tokens, by key id. New tokens are signed by the first; all are accepted, so a secret can be
 * replaced without a refused request: name the new one first, keep the old one until its tokens have expired.
 */
public final class SigningKeys {
    /** The setting of the first secret. */
    public static final String SETTING = "dyff.api.auth.api-key-signing-secret";

    /** Key id of that secret, and of tokens that name none. */
    public static final String DEFAULT_KID = "default";

    private static final int MIN_BYTES = 32;
    private final Map<String, byte[]> secrets;
    private final String current;

    /**
     * @param secret the secret of {@link #DEFAULT_KID}
     * @param further more secrets by key id
     * @param current key id that signs, null for the default
     */
    public SigningKeys(@Nullable String secret, Map<String, String> further, @Nullable String current) {
        if (secret == null || secret.isBlank()) {
            throw new IllegalArgumentException(SETTING + " is not set: give it a random text of 64 letters and digits");
        }
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(DEFAULT_KID, bytes(SETTING, secret));
        further.forEach((kid, text) -> all.put(kid, bytes(SETTING + "s." + kid, text)));
        this.secrets = Map.copyOf(all);
        this.current = current == null || current.isBlank() ? DEFAULT_KID : current;
        if (!all.containsKey(this.current)) {
            throw new IllegalArgumentException("dyff.api.auth.api-key-signing-kid names " + this.current
                    + ", but there is no " + SETTING + "s." + this.current);
        }
    }

    /** Id of the key that signs new tokens. */
    public String current() {
        return current;
    }

    byte[] secret(String kid) {
        byte[] secret = secrets.get(kid);
        if (secret == null) {
            throw new IllegalArgumentException("no signing key " + kid);
        }
        return secret.clone();
    }

    Optional<byte[]> find(@Nullable String kid) {
        return Optional.ofNullable(secrets.get(kid == null ? DEFAULT_KID : kid));
    }

    /**
     * Secrets for another purpose, one of each secret and the current one's first: nobody who learns one can sign tokens,
     * and replacing a secret replaces what is derived from it.
     */
    public List<byte[]> derive(String purpose) {
        byte[] message = purpose.getBytes(UTF_8);
        List<byte[]> derived = new ArrayList<>();
        derived.add(hmac(secret(current), message));
        secrets.keySet().stream()
                .filter(kid -> !kid.equals(current))
                .forEach(kid -> derived.add(hmac(secret(kid), message)));
        return List.copyOf(derived);
    }

    /** HMAC-SHA256. */
    public static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HmacSHA256", e);
        }
    }

    private static byte[] bytes(String setting, String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    setting + " has " + bytes.length + " bytes; HS256 needs at least " + MIN_BYTES);
        }
        return bytes;
    }
}
