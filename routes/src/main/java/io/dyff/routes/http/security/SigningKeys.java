package io.dyff.routes.http.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that sign tokens, by key id: those that are configured, and any number that are derived from one of them. All
 * are accepted, so a secret can be replaced without a refused request: the new one signs, and the old one stays until its
 * tokens have expired or nobody needs them. {@link KeyStates} says which signs and which no longer counts.
 */
public final class SigningKeys {
    /** The setting of the first secret. */
    public static final String SETTING = "dyff.api.auth.api-key-signing-secret";

    /** Key id of that secret, and of tokens that name none. */
    public static final String DEFAULT_KID = "default";

    private static final int MIN_BYTES = 32;
    private static final char PART = '.';
    private static final Pattern DERIVED = Pattern.compile(".+\\.[0-9a-f]{16}");
    private static final SecureRandom RANDOM = new SecureRandom();
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

    /** Ids of the configured keys. */
    public Set<String> kids() {
        return new TreeSet<>(secrets.keySet());
    }

    /** A new id, of a key whose secret is derived from that of the configured key that signs. */
    public String derivedKid() {
        byte[] id = new byte[8];
        RANDOM.nextBytes(id);
        return current + PART + HexFormat.of().formatHex(id);
    }

    /** Id of the key that signs: the newest in use that is derived from the current configured one, else that one. */
    public String signing(KeyStates states) {
        return states.all().stream()
                .filter(key -> !key.retired() && isOfCurrent(key.kid()))
                .map(KeyStates.State::kid)
                .findFirst()
                .orElse(current);
    }

    /** True for the configured key that signs while none was added, and for those that are derived from it. */
    public boolean isOfCurrent(String kid) {
        return kid.equals(current)
                || (kid.startsWith(current + PART) && DERIVED.matcher(kid).matches());
    }

    /** Id of the configured key that signs while none was added. */
    public String current() {
        return current;
    }

    byte[] secret(String kid) {
        return find(kid).orElseThrow(() -> new IllegalArgumentException("no signing key " + kid));
    }

    /**
     * The secret of a key: a configured one, or for {@code <configured>.<id>} one that is derived from it. That there can be
     * such a key does not say that it is in use.
     */
    Optional<byte[]> find(@Nullable String kid) {
        String named = kid == null ? DEFAULT_KID : kid;
        byte[] secret = secrets.get(named);
        int part = named.lastIndexOf(PART);
        if (secret == null && DERIVED.matcher(named).matches() && secrets.get(named.substring(0, part)) != null) {
            secret = hmac(secret(named.substring(0, part)), ("token key " + named).getBytes(UTF_8));
        }
        return Optional.ofNullable(secret).map(byte[]::clone);
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

    /**
     * A secret for another purpose, of one key.
     *
     * @param kid one that is configured, or derived from one that is
     * @return 32 bytes
     */
    public byte[] derive(String kid, String purpose) {
        return hmac(secret(kid), (purpose + " " + kid).getBytes(UTF_8));
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
