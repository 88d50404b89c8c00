package io.dyff.routes.api.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.SigningKeys;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Signs and checks the URLs through which files come and go without a bearer token. The signature covers everything that
 * the URL allows: method, file, end of validity, size limit and digest.
 */
public final class ObjectUrl {
    /** How long a URL is valid. */
    public static final Duration VALIDITY = Duration.ofHours(1);

    private final List<byte[]> keys;
    private final Clock clock;

    public ObjectUrl(SigningKeys keys, Clock clock) {
        this.keys = keys.derive("dyff/objects");
        this.clock = clock;
    }

    /**
     * What a URL allows.
     *
     * @param method PUT or GET
     * @param resource of the entity
     * @param id of the entity
     * @param path of the file below the entity's folder
     * @param maxBytes for PUT, the largest body; 0 for GET
     * @param md5 for PUT, the digest the body must have, as base64; empty for GET
     */
    public record Permit(String method, String resource, String id, String path, long maxBytes, String md5) {}

    /** The path and query of a URL that gives the permit. */
    public String sign(Permit permit) {
        long expires = clock.instant().plus(VALIDITY).getEpochSecond();
        return "/objects/" + permit.resource + "/" + permit.id + "/" + UriUtils.encodePath(permit.path, UTF_8)
                + "?exp=" + expires
                + "&max=" + permit.maxBytes
                + "&md5=" + UriUtils.encode(permit.md5, UTF_8)
                + "&sig=" + signature(keys.getFirst(), permit, expires);
    }

    /**
     * Checks a request against its own signature.
     *
     * @param path the request's path, decoded
     * @param parameters its query parameters
     * @return what it may do; throws the answer when the URL is forged or too old
     */
    public Permit check(String method, String path, Function<String, @Nullable String> parameters) {
        String[] parts = path.split("/", 5);
        if (parts.length < 5) {
            throw Problem.notFound().exception();
        }
        Permit permit = new Permit(
                method, parts[2], parts[3], parts[4], number(parameters.apply("max")), text(parameters.apply("md5")));
        long expires = number(parameters.apply("exp"));
        byte[] given = text(parameters.apply("sig")).getBytes(UTF_8);
        if (keys.stream()
                .noneMatch(key ->
                        MessageDigest.isEqual(signature(key, permit, expires).getBytes(UTF_8), given))) {
            throw Problem.of(403, "the URL's signature does not match what is asked for")
                    .exception();
        }
        if (expires <= clock.instant().getEpochSecond()) {
            throw Problem.of(403, "the URL has expired; ask for a new one").exception();
        }
        return permit;
    }

    private static String signature(byte[] key, Permit permit, long expires) {
        String message = String.join(
                "\n",
                permit.method,
                permit.resource,
                permit.id,
                permit.path,
                String.valueOf(expires),
                String.valueOf(permit.maxBytes),
                permit.md5);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(SigningKeys.hmac(key, message.getBytes(UTF_8)));
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
