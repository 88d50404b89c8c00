package io.dyff.routes.api.storage;

import io.dyff.routes.api.storage.Areas.Root;
import io.dyff.routes.http.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * Stores one body under its declared digest. The body is read once and never held whole; its digest and size are checked
 * before the object becomes visible, so a wrong body leaves nothing behind.
 */
public final class ObjectUpload {
    /** What S3 takes in one request. */
    private static final long MOST_AT_ONCE = 5L << 30;

    private final StreamedPut streamed;
    private final PartedPut parted;

    ObjectUpload(StreamedPut streamed, PartedPut parted) {
        this.streamed = streamed;
        this.parted = parted;
    }

    /**
     * What was stored.
     *
     * @param digest as base64: of the declared algorithm, else SHA-256
     * @param size in bytes
     */
    public record Stored(String digest, long size) {}

    /**
     * The digest that a body must have.
     *
     * @param algorithm {@code MD5} or {@code SHA-256}
     * @param base64 the digest; empty when any body will do
     */
    public record Declared(String algorithm, String base64) {
        private static final String MD5 = "MD5";
        private static final String SHA256 = "SHA-256";

        public static Declared md5(String base64) {
            return new Declared(MD5, base64);
        }

        public static Declared sha256(String hex) {
            return new Declared(
                    SHA256, Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
        }

        public static Declared nothing() {
            return new Declared(SHA256, "");
        }

        void check(Stored stored) {
            if (!base64.isEmpty() && !stored.digest.equals(base64)) {
                throw Problem.of(
                                400,
                                "the body's " + word() + " is " + stored.digest + ", declared was " + base64
                                        + "; nothing was stored")
                        .exception();
            }
        }

        private String word() {
            return algorithm.replace("-", "").toLowerCase(Locale.ROOT);
        }

        Map<String, String> metadata() {
            return algorithm.equals(MD5) ? Map.of(ObjectFiles.MD5, base64) : Map.of();
        }
    }

    /**
     * Where a body goes, and what is wanted of it.
     *
     * @param root the folder
     * @param path of the file below it
     * @param declared the digest that the body must have
     * @param maxBytes the largest body
     * @param stillOpen throws the answer when the file may not change any more; asked when the body is complete
     */
    public record Target(Root root, String path, Declared declared, long maxBytes, Runnable stillOpen) {
        String bucket() {
            return root.bucket();
        }

        String key() {
            return root.key(path);
        }
    }

    /**
     * @param length of the body in bytes, negative when it is not known
     * @throws IOException when the sender breaks off
     */
    public Stored store(Target target, InputStream body, long length) throws IOException {
        BodyCheck check = new BodyCheck(target);
        check.expect(length);
        return length >= 0 && length <= MOST_AT_ONCE
                ? streamed.put(target, body, length, check)
                : parted.put(target, body, check);
    }
}
