package io.dyff.operator.steps.storage;

/**
 * A prefix in a bucket.
 *
 * @param key without leading or trailing slash; empty for the whole bucket
 */
public record StorageLocation(String bucket, String key) {

    private static final String SCHEME = "s3://";

    /** @throws IllegalArgumentException unless the text is {@code s3://bucket} or {@code s3://bucket/prefix} */
    public static StorageLocation parse(String url) {
        if (!url.startsWith(SCHEME)) {
            throw new IllegalArgumentException("'" + url + "' is not a storage URL such as s3://bucket/prefix");
        }
        String path = url.substring(SCHEME.length());
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        if (bucket.isEmpty()) {
            throw new IllegalArgumentException("'" + url + "' names no bucket");
        }
        return new StorageLocation(bucket, slash < 0 ? "" : trimSlashes(path.substring(slash)));
    }

    public StorageLocation resolve(String relative) {
        return new StorageLocation(bucket, key.isEmpty() ? relative : key + "/" + relative);
    }

    private static String trimSlashes(String path) {
        return path.replaceAll("^/+|/+$", "");
    }

    @Override
    public String toString() {
        return SCHEME + bucket + (key.isEmpty() ? "" : "/" + key);
    }
}
