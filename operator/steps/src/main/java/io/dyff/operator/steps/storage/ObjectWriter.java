package io.dyff.operator.steps.storage;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes one object of any size in the memory of one part. Nobody sees it before it is committed; one that is closed
 * without that leaves nothing behind.
 */
public final class ObjectWriter implements AutoCloseable {

    private static final int PART = 8 << 20;

    /** S3 takes no more parts for one object. */
    private static final int MOST_PARTS = 10_000;

    private final S3Client s3;
    private final StorageLocation object;
    private final byte[] part;
    private final List<CompletedPart> stored = new ArrayList<>();
    private @Nullable String upload;
    private int filled;

    ObjectWriter(S3Client s3, StorageLocation object, long size) {
        this.s3 = s3;
        this.object = object;
        long least = Math.max(PART, Math.ceilDiv(size, MOST_PARTS));
        this.part = new byte[Math.toIntExact(Math.min(size, least))];
    }

    /** Takes the first bytes of an array. */
    public void write(byte[] bytes, int length) throws StorageException {
        for (int at = 0; at < length; ) {
            if (filled == part.length) {
                storePart();
            }
            int fits = Math.min(length - at, part.length - filled);
            System.arraycopy(bytes, at, part, filled, fits);
            filled += fits;
            at += fits;
        }
    }

    /** Makes the object visible, whole. */
    public void commit() throws StorageException {
        if (upload == null) {
            ObjectStorage.call(
                    "upload",
                    object,
                    () -> s3.putObject(r -> r.bucket(object.bucket()).key(object.key()), body()));
            return;
        }
        storePart();
        String id = upload;
        ObjectStorage.call(
                "complete",
                object,
                () -> s3.completeMultipartUpload(r -> r.bucket(object.bucket())
                        .key(object.key())
                        .uploadId(id)
                        .multipartUpload(u -> u.parts(stored))));
        upload = null;
    }

    private void storePart() throws StorageException {
        if (upload == null) {
            upload = ObjectStorage.call(
                    "begin",
                    object,
                    () -> s3.createMultipartUpload(
                                    r -> r.bucket(object.bucket()).key(object.key()))
                            .uploadId());
        }
        String id = upload;
        int number = stored.size() + 1;
        String tag = ObjectStorage.call(
                "upload",
                object,
                () -> s3.uploadPart(
                                r -> r.bucket(object.bucket())
                                        .key(object.key())
                                        .uploadId(id)
                                        .partNumber(number),
                                body())
                        .eTag());
        stored.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        filled = 0;
    }

    /** Reads the part where it lies. */
    private RequestBody body() {
        int length = filled;
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(part, 0, length), length, "application/octet-stream");
    }

    @Override
    public void close() {
        String id = upload;
        if (id == null) {
            return;
        }
        try {
            s3.abortMultipartUpload(
                    r -> r.bucket(object.bucket()).key(object.key()).uploadId(id));
        } catch (SdkException e) {
            // What made the caller give up is the failure that counts; buckets drop unfinished uploads after a time.
            upload = null;
        }
    }
}
