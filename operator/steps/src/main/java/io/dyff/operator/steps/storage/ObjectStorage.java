package io.dyff.operator.steps.storage;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Moves whole files between a scratch folder and object storage; retries are the S3 client's own. */
public final class ObjectStorage implements AutoCloseable {

    /** An object below a location; {@code path} is relative to it. */
    public record StoredFile(String path, long size) {}

    /** A request to the storage. */
    interface Call<T> {
        T run() throws SdkException;
    }

    /** One more than connections that are kept; the time between two doubles. */
    private static final int TRIES = 6;

    private final S3Client s3;

    public ObjectStorage(StorageSettings settings) {
        s3 = S3Client.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of(settings.region()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                // All connections that are kept may have been closed at once, and each shows it to one try only.
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(TRIES)
                        .build()))
                // Trailing checksums are an extension that not every S3 server understands.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClient(new StorageHttp())
                .build();
    }

    /** All objects below a location, by path. Folder markers are not files. */
    public List<StoredFile> list(StorageLocation location) throws StorageException {
        String prefix = location.key().isEmpty() ? "" : location.key() + "/";
        return call(
                "list",
                location,
                () -> s3.listObjectsV2Paginator(r -> r.bucket(location.bucket()).prefix(prefix)).contents().stream()
                        .filter(object -> !object.key().endsWith("/"))
                        .map(object -> new StoredFile(object.key().substring(prefix.length()), object.size()))
                        .sorted(Comparator.comparing(StoredFile::path))
                        .toList());
    }

    public boolean exists(StorageLocation object) throws StorageException {
        return call("look up", object, () -> {
            try {
                s3.headObject(r -> r.bucket(object.bucket()).key(object.key()));
                return true;
            } catch (NoSuchKeyException e) {
                return false;
            }
        });
    }

    /** The file must not exist yet; a download that breaks off leaves none. */
    public void download(StorageLocation object, Path file) throws StorageException {
        call(
                "download",
                object,
                () -> s3.getObject(r -> r.bucket(object.bucket()).key(object.key()), ResponseTransformer.toFile(file)));
    }

    public void upload(Path file, StorageLocation object) throws StorageException {
        call(
                "upload",
                object,
                () -> s3.putObject(r -> r.bucket(object.bucket()).key(object.key()), RequestBody.fromFile(file)));
    }

    /**
     * Opens an object for writing from its first byte to its last.
     *
     * @param size in bytes, which the writer's memory depends on; what is written must have it
     */
    public ObjectWriter write(StorageLocation object, long size) {
        return new ObjectWriter(s3, object, size);
    }

    /** Within the storage; whoever reads the target sees the old object or the new one, whole. */
    public void copy(StorageLocation source, StorageLocation target) throws StorageException {
        call(
                "copy",
                source,
                () -> s3.copyObject(r -> r.sourceBucket(source.bucket())
                        .sourceKey(source.key())
                        .destinationBucket(target.bucket())
                        .destinationKey(target.key())));
    }

    /** Deleting what is not there is no error. */
    public void delete(StorageLocation object) throws StorageException {
        call(
                "delete",
                object,
                () -> s3.deleteObject(r -> r.bucket(object.bucket()).key(object.key())));
    }

    static <T> T call(String verb, StorageLocation location, Call<T> call) throws StorageException {
        try {
            return call.run();
        } catch (SdkException e) {
            throw new StorageException("Cannot " + verb + " " + location + ": " + firstLine(e), e);
        }
    }

    private static String firstLine(SdkException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }

    @Override
    public void close() {
        s3.close();
    }
}
