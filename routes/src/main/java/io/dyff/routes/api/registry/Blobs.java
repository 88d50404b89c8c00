package io.dyff.routes.api.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.api.storage.Areas.Root;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.api.storage.ObjectUpload;
import io.dyff.routes.api.storage.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Base64;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The blobs of a repository and their uploads. An upload is what it has stored: its chunks stand one after the other, and
 * no process need remember it. A blob is visible once its digest was checked.
 */
final class Blobs {
    /** What S3 copies by itself in one request. */
    private static final long COPY_BYTES = 5L << 30;

    private static final String DIGEST = ".sha256";
    /** Clients send chunks as they pack them. */
    private static final long UNKNOWN = -1;

    private final ObjectFiles files;
    private final ObjectUpload uploads;
    private final long maxBytes;

    /** @param maxBytes the largest blob */
    Blobs(ObjectFiles files, ObjectUpload uploads, long maxBytes) {
        this.files = files;
        this.uploads = uploads;
        this.maxBytes = maxBytes;
    }

    /** @return bytes that the upload has so far */
    long size(Repository repository) {
        return size(chunks(repository));
    }

    /**
     * Adds a chunk.
     *
     * @param from the offset that the client says, empty when it says none
     * @return bytes that the upload has now
     */
    long append(Repository repository, Optional<Long> from, InputStream body) throws IOException {
        long before = size(repository);
        if (from.isPresent() && from.get() != before) {
            throw new RegistryException(
                    416,
                    "BLOB_UPLOAD_INVALID",
                    "the upload has " + before + " bytes; the chunk begins at " + from.get());
        }
        String key = Layout.chunk(repository.path().reference(), before);
        ObjectUpload.Target target = new ObjectUpload.Target(
                repository.root(), key, ObjectUpload.Declared.nothing(), maxBytes - before, () -> {});
        ObjectUpload.Stored stored = uploads.store(target, body, UNKNOWN);
        files.write(repository.root(), key + DIGEST, hex(stored).getBytes(UTF_8), "text/plain");
        return before + stored.size();
    }

    private static String hex(ObjectUpload.Stored stored) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(stored.digest()));
    }

    /** Makes the blob of the chunks and the rest of the body, under the digest that it must have. */
    void complete(Repository repository, String digest, InputStream body) throws IOException {
        List<StoredObject> chunks = chunks(repository);
        int next = body.read();
        boolean whole = next < 0 && chunks.size() == 1 && chunks.getFirst().size() <= COPY_BYTES;
        if (!whole || !isCopied(repository, digest, chunks.getFirst())) {
            InputStream rest = next < 0
                    ? InputStream.nullInputStream()
                    : new SequenceInputStream(new ByteArrayInputStream(new byte[] {(byte) next}), body);
            store(repository, digest, chunks, rest);
        }
        discard(repository);
    }

    /** One chunk is the whole blob with most clients; its digest is known, unless its process died before it was noted. */
    private boolean isCopied(Repository repository, String digest, StoredObject chunk) {
        Root root = repository.root();
        Optional<String> actual = files.read(root, chunk.path() + DIGEST).map(bytes -> new String(bytes, UTF_8));
        actual.filter(hex -> !hex.equals(Layout.hex(digest))).ifPresent(hex -> {
            throw RegistryException.badDigest("the blob's digest is sha256:" + hex + ", not " + digest);
        });
        actual.ifPresent(hex -> files.copy(root, chunk.path(), Layout.blob(digest)));
        return actual.isPresent();
    }

    private void store(Repository repository, String digest, List<StoredObject> chunks, InputStream rest)
            throws IOException {
        Iterator<InputStream> parts = Stream.concat(
                        chunks.stream().map(chunk -> open(repository.root(), chunk)), Stream.of(rest))
                .iterator();
        try (InputStream whole = new SequenceInputStream(oneAfterTheOther(parts))) {
            ObjectUpload.Target target = new ObjectUpload.Target(
                    repository.root(),
                    Layout.blob(digest),
                    ObjectUpload.Declared.sha256(Layout.hex(digest)),
                    maxBytes,
                    () -> {});
            uploads.store(target, whole, UNKNOWN);
        }
    }

    private InputStream open(Root root, StoredObject chunk) {
        return files.open(root, chunk.path(), null)
                .orElseThrow(() -> new RegistryException(404, "BLOB_UPLOAD_UNKNOWN", "the upload was given up"));
    }

    /** Opens each when the one before it has ended. */
    private static Enumeration<InputStream> oneAfterTheOther(Iterator<InputStream> parts) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        };
    }

    /** Forgets the upload. */
    void discard(Repository repository) {
        files.deleteAll(below(repository));
    }

    private List<StoredObject> chunks(Repository repository) {
        String folder = Layout.UPLOADS + repository.path().reference() + "/";
        return files.list(below(repository)).stream()
                .filter(file -> !file.path().endsWith(DIGEST))
                .map(file -> new StoredObject(folder + file.path(), file.size()))
                .sorted(Comparator.comparing(StoredObject::path))
                .toList();
    }

    private static Root below(Repository repository) {
        Root root = repository.root();
        return new Root(
                root.bucket(), root.key(Layout.UPLOADS + repository.path().reference() + "/"));
    }

    private static long size(List<StoredObject> chunks) {
        return chunks.stream().mapToLong(StoredObject::size).sum();
    }
}
