package io.dyff.routes.api.storage;

import io.dyff.routes.api.storage.Areas.Root;
import io.dyff.routes.http.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads, lists and writes files of entities. Storage that does not answer is a 503, and nothing was written. */
public final class ObjectFiles {
    /** Metadata of every uploaded file: the digest that was checked while it came in. */
    static final String MD5 = "dyff-md5";

    private static final Logger LOG = LoggerFactory.getLogger(ObjectFiles.class);
    private static final int NOT_FOUND = 404;
    /** What S3 deletes in one request. */
    private static final int MOST_DELETED = 1_000;

    private final S3Client s3;

    public ObjectFiles(S3Client s3) {
        this.s3 = s3;
    }

    /** All files below the folder, recursively. */
    public List<StoredObject> list(Root root) {
        return asking(() -> {
            List<StoredObject> files = new ArrayList<>();
            s3.listObjectsV2Paginator(b -> b.bucket(root.bucket()).prefix(root.prefix()))
                    .contents()
                    .forEach(object -> {
                        String path = object.key().substring(root.prefix().length());
                        // Some stores list folders as empty objects of their own.
                        if (!path.isEmpty() && !path.endsWith("/")) {
                            files.add(new StoredObject(path, object.size()));
                        }
                    });
            return files;
        });
    }

    /** The digest that was checked when the file came in; empty when there is no such file. */
    public Optional<String> md5(Root root, String path) {
        return asking(() -> {
            try {
                Map<String, String> metadata = s3.headObject(
                                b -> b.bucket(root.bucket()).key(root.key(path)))
                        .metadata();
                return Optional.of(metadata.getOrDefault(MD5, ""));
            } catch (S3Exception e) {
                return missing(e);
            }
        });
    }

    /** Opens a file, or the range of it that an HTTP Range header names; empty when there is no such file. */
    public Optional<ResponseInputStream<GetObjectResponse>> open(Root root, String path, @Nullable String range) {
        return asking(() -> {
            try {
                return Optional.of(s3.getObject(
                        b -> b.bucket(root.bucket()).key(root.key(path)).range(range)));
            } catch (S3Exception e) {
                return missing(e);
            }
        });
    }

    /** Reads a small file whole; empty when there is no such file. */
    public Optional<byte[]> read(Root root, String path) {
        return asking(() -> {
            try {
                return Optional.of(
                        s3.getObjectAsBytes(b -> b.bucket(root.bucket()).key(root.key(path)))
                                .asByteArray());
            } catch (S3Exception e) {
                return missing(e);
            }
        });
    }

    /** Copies a file of at most 5 GiB inside the folder. */
    public void copy(Root root, String from, String to) {
        asking(() -> s3.copyObject(b -> b.sourceBucket(root.bucket())
                .sourceKey(root.key(from))
                .destinationBucket(root.bucket())
                .destinationKey(root.key(to))));
    }

    /** Deletes all files below the folder. */
    public void deleteAll(Root root) {
        List<String> paths = list(root).stream().map(StoredObject::path).toList();
        for (int from = 0; from < paths.size(); from += MOST_DELETED) {
            List<ObjectIdentifier> keys = paths.subList(from, Math.min(paths.size(), from + MOST_DELETED)).stream()
                    .map(path -> ObjectIdentifier.builder().key(root.key(path)).build())
                    .toList();
            asking(() -> s3.deleteObjects(b -> b.bucket(root.bucket()).delete(d -> d.objects(keys))));
        }
    }

    /** Writes a small file. */
    public void write(Root root, String path, byte[] content, String contentType) {
        asking(() -> s3.putObject(
                b -> b.bucket(root.bucket()).key(root.key(path)).contentType(contentType),
                RequestBody.fromBytes(content)));
    }

    private static <T> Optional<T> missing(S3Exception e) {
        if (e instanceof NoSuchKeyException || e.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        throw e;
    }

    /** Runs a request; turns what storage cannot do just now into an answer. */
    static <T> T asking(Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            LOG.warn("object storage: {}", e.getMessage());
            throw Problem.retryLater(503, "object storage does not answer; nothing was written", 2)
                    .exception();
        }
    }
}
