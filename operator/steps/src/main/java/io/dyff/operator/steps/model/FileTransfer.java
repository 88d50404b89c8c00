package io.dyff.operator.steps.model;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.ObjectWriter;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Copies one file of a hub into an object, in little memory and without a disk. A break costs nothing of what came
 * before it; the object is there when its size and digest are right, and never otherwise.
 */
final class FileTransfer {

    private static final int CHUNK = 64 << 10;

    private final HubRepository repository;
    private final Retries retries;
    private final ObjectStorage storage;

    FileTransfer(HubRepository repository, Retries retries, ObjectStorage storage) {
        this.repository = repository;
        this.retries = retries;
        this.storage = storage;
    }

    /** Returns the size. */
    long copy(String commit, RemoteFile file, StorageLocation target)
            throws StorageException, StepFailure, InterruptedException {
        FileContent content = content(commit, file);
        try (ObjectWriter object = storage.write(target, content.size())) {
            MessageDigest digest = content.start();
            receive(commit, file, content, (bytes, length) -> {
                digest.update(bytes, 0, length);
                object.write(bytes, length);
            });
            if (!content.is(digest)) {
                throw wrong(file, "another digest than the hub says");
            }
            object.commit();
        }
        return content.size();
    }

    private FileContent content(String commit, RemoteFile file) throws StepFailure, InterruptedException {
        Optional<FileContent> listed = FileContent.listed(file);
        if (listed.isPresent()) {
            return listed.get();
        }
        return retries.until(() -> {
            try (HubResponse response = repository.open(commit, file, 0)) {
                return FileContent.of(file, response);
            }
        });
    }

    private interface Sink {
        void take(byte[] bytes, int length) throws StorageException;
    }

    private void receive(String commit, RemoteFile file, FileContent content, Sink sink)
            throws StorageException, StepFailure, InterruptedException {
        long size = content.size();
        Retries.InARow failures = retries.start();
        for (long received = 0; received < size; ) {
            long before = received;
            try (HubResponse response = repository.open(commit, file, received);
                    InputStream body = response.body()) {
                requireSame(file, content, FileContent.of(file, response));
                body.skipNBytes(received - start(response, received));
                byte[] chunk = new byte[CHUNK];
                for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
                    received += n;
                    if (received > size) {
                        throw wrong(file, "more bytes than the hub says");
                    }
                    sink.take(chunk, n);
                }
                if (received < size) {
                    throw new IOException(file.path() + " broke off after " + received + " of " + size + " bytes");
                }
            } catch (StorageException e) {
                throw e;
            } catch (IOException e) {
                if (received > before) {
                    failures.forget();
                }
                failures.add(e);
            }
        }
    }

    private static void requireSame(RemoteFile file, FileContent content, FileContent told) throws StepFailure {
        if (!told.equals(content)) {
            throw wrong(file, "another content than before");
        }
    }

    private static long start(HubResponse response, long wanted) throws IOException {
        long start = response.start();
        if (start > wanted) {
            throw new IOException("a part of a file came that begins at " + start + " instead of " + wanted);
        }
        return start;
    }

    private static StepFailure wrong(RemoteFile file, String what) {
        return new StepFailure(FetchExit.WRONG_CONTENT, file.path() + " came with " + what + ".");
    }
}
