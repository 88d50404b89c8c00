package io.dyff.routes.api.storage;

import io.dyff.routes.api.storage.ObjectUpload.Stored;
import io.dyff.routes.api.storage.ObjectUpload.Target;
import io.dyff.routes.http.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A body whose length nobody knows, or that is larger than one request may be: in parts, one after the other. */
final class PartedPut {
    /** S3 takes parts of at least 5 MiB; with its copies one takes about three times as much. */
    static final int PART_BYTES = 8 << 20;

    /** So many are in memory at once; others wait. */
    private static final int AT_ONCE = 4;

    private final S3Client s3;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    PartedPut(S3Client s3) {
        this.s3 = s3;
    }

    /** @throws IOException when the sender breaks off */
    Stored put(Target target, InputStream body, BodyCheck check) throws IOException {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.retryLater(503, "the service is stopping; nothing was written", 2)
                    .exception();
        }
        try {
            byte[] first = read(body, check);
            return first.length < PART_BYTES ? whole(target, first, check) : inParts(target, first, body, check);
        } finally {
            places.release();
        }
    }

    private static byte[] read(InputStream body, BodyCheck check) throws IOException {
        byte[] part = body.readNBytes(PART_BYTES);
        check.count(part, part.length);
        return part;
    }

    private Stored whole(Target target, byte[] content, BodyCheck check) {
        Stored stored = check.complete();
        ObjectFiles.asking(() -> s3.putObject(
                b -> b.bucket(target.bucket())
                        .key(target.key())
                        .metadata(target.declared().metadata()),
                RequestBody.fromBytes(content)));
        return stored;
    }

    private Stored inParts(Target target, byte[] first, InputStream body, BodyCheck check) throws IOException {
        String upload = ObjectFiles.asking(() -> s3.createMultipartUpload(b -> b.bucket(target.bucket())
                        .key(target.key())
                        .metadata(target.declared().metadata()))
                .uploadId());
        boolean complete = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            byte[] part = first;
            while (part.length > 0) {
                parts.add(send(target, upload, parts.size() + 1, part));
                part = read(body, check);
            }
            Stored stored = check.complete();
            ObjectFiles.asking(() -> s3.completeMultipartUpload(b ->
                    b.bucket(target.bucket()).key(target.key()).uploadId(upload).multipartUpload(m -> m.parts(parts))));
            complete = true;
            return stored;
        } finally {
            if (!complete) {
                ObjectFiles.asking(() -> s3.abortMultipartUpload(
                        b -> b.bucket(target.bucket()).key(target.key()).uploadId(upload)));
            }
        }
    }

    private CompletedPart send(Target target, String upload, int number, byte[] part) {
        String tag = ObjectFiles.asking(() -> s3.uploadPart(
                        b -> b.bucket(target.bucket())
                                .key(target.key())
                                .uploadId(upload)
                                .partNumber(number),
                        RequestBody.fromBytes(part))
                .eTag());
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }
}
