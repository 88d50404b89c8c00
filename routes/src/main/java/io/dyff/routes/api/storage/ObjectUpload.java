package io.dyff.routes.api.storage;

import io.dyff.routes.api.storage.Areas.Root;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Stores one body under its declared digest. The body is read once, in parts that bound the memory; its digest and size
 * are checked before the object becomes visible, so a wrong body leaves nothing behind.
 */
public final class ObjectUpload {
    /** S3 takes parts of at least 5 MiB; two of these per upload are in memory at most. */
    static final int PART_BYTES = 8 << 20;

    private final S3Client s3;

    public ObjectUpload(S3Client s3) {
        this.s3 = s3;
    }

    /**
     * What was stored.
     *
     * @param md5 digest as base64
     * @param sha256 digest as base64
     * @param size in bytes
     */
    public record Stored(String md5, String sha256, long size) {}

    /**
     * The digest that a body must have.
     *
     * @param algorithm {@code md5} or {@code sha256}; empty when any body will do
     */
    public record Declared(String algorithm, String base64) {

        public static Declared md5(String base64) {
            return new Declared("md5", base64);
        }

        public static Declared sha256(String hex) {
            return new Declared(
                    "sha256", Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
        }

        public static Declared nothing() {
            return new Declared("", "");
        }

        private void check(Stored stored) {
            String actual = algorithm.equals("sha256") ? stored.sha256 : stored.md5;
            if (!algorithm.isEmpty() && !actual.equals(base64)) {
                throw Problem.of(
                                400,
                                "the body's " + algorithm + " is " + actual + ", declared was " + base64
                                        + "; nothing was stored")
                        .exception();
            }
        }

        private Map<String, String> metadata() {
            return algorithm.equals("md5") ? Map.of(ObjectFiles.MD5, base64) : Map.of();
        }
    }

    /**
     * @param declared the digest that the body must have
     * @param maxBytes the largest body
     * @param stillOpen throws the answer when the file may not change any more; asked when the body is complete
     * @throws IOException when the sender breaks off
     */
    public Stored store(Root root, String path, InputStream body, Declared declared, long maxBytes, Runnable stillOpen)
            throws IOException {
        Transfer transfer = new Transfer(root.bucket(), root.key(path), declared, maxBytes, stillOpen);
        byte[] first = body.readNBytes(PART_BYTES);
        transfer.count(first);
        return first.length < PART_BYTES ? transfer.whole(first) : transfer.inParts(first, body);
    }

    private final class Transfer {
        private final String bucket;
        private final String key;
        private final Declared declared;
        private final long maxBytes;
        private final Runnable stillOpen;
        private final MessageDigest md5 = Digests.of("MD5");
        private final MessageDigest sha256 = Digests.of("SHA-256");
        private long size;

        Transfer(String bucket, String key, Declared declared, long maxBytes, Runnable stillOpen) {
            this.bucket = bucket;
            this.key = key;
            this.declared = declared;
            this.maxBytes = maxBytes;
            this.stillOpen = stillOpen;
        }

        void count(byte[] part) {
            size += part.length;
            if (size > maxBytes) {
                throw Problem.of(413, "the body is larger than " + maxBytes + " bytes")
                        .exception();
            }
            md5.update(part);
            sha256.update(part);
        }

        Stored whole(byte[] content) {
            Stored stored = checked();
            ObjectFiles.asking(() -> s3.putObject(
                    b -> b.bucket(bucket)
                            .key(key)
                            .metadata(Map.of(ObjectFiles.MD5, stored.md5, "dyff-sha256", stored.sha256)),
                    RequestBody.fromBytes(content)));
            return stored;
        }

        Stored inParts(byte[] first, InputStream body) throws IOException {
            String upload = ObjectFiles.asking(() -> s3.createMultipartUpload(
                            b -> b.bucket(bucket).key(key).metadata(declared.metadata()))
                    .uploadId());
            boolean complete = false;
            try {
                List<CompletedPart> parts = new ArrayList<>();
                byte[] part = first;
                while (part.length > 0) {
                    parts.add(send(upload, parts.size() + 1, part));
                    part = body.readNBytes(PART_BYTES);
                    count(part);
                }
                Stored stored = checked();
                ObjectFiles.asking(() -> s3.completeMultipartUpload(
                        b -> b.bucket(bucket).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts))));
                complete = true;
                return stored;
            } finally {
                if (!complete) {
                    ObjectFiles.asking(() -> s3.abortMultipartUpload(
                            b -> b.bucket(bucket).key(key).uploadId(upload)));
                }
            }
        }

        private CompletedPart send(String upload, int number, byte[] part) {
            String tag = ObjectFiles.asking(() -> s3.uploadPart(
                            b -> b.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                            RequestBody.fromBytes(part))
                    .eTag());
            return CompletedPart.builder().partNumber(number).eTag(tag).build();
        }

        private Stored checked() {
            Stored stored = new Stored(base64(md5.digest()), base64(sha256.digest()), size);
            declared.check(stored);
            // A body takes its time, and its entity may have been finalized meanwhile.
            stillOpen.run();
            return stored;
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
