package io.dyff.operator.steps.model;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.ObjectStorage.StoredFile;
import io.dyff.operator.steps.storage.ObjectWriter;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A model's folder in storage, which becomes the cache of exactly the wanted files of one commit. A file that an earlier
 * try has stored is not fetched again: its object was checked before it appeared, and its name holds the commit.
 */
final class ModelFolder {

    private final ObjectStorage storage;
    private final StorageLocation folder;
    private final CacheLayout layout;
    private final Consumer<String> progress;
    private final Set<String> kept = new HashSet<>();

    /** @param progress is told of each file */
    ModelFolder(ObjectStorage storage, StorageLocation folder, CacheLayout layout, Consumer<String> progress) {
        this.storage = storage;
        this.folder = folder;
        this.layout = layout;
        this.progress = progress;
    }

    void store(List<RemoteFile> files, FileTransfer transfer)
            throws StorageException, StepFailure, InterruptedException {
        Map<String, Long> there = new HashMap<>();
        storage.list(folder).forEach(file -> there.put(file.path(), file.size()));
        for (RemoteFile file : files) {
            String name = layout.file(file.path());
            kept.add(name);
            if (file.size().isPresent() && file.size().get().equals(there.get(name))) {
                progress.accept(file.path() + ": stored before");
            } else {
                long size = transfer.copy(layout.commit(), file, folder.resolve(name));
                progress.accept(file.path() + ": " + size + " bytes");
            }
        }
    }

    /** Lets readers find the commit by the revision; comes last, so that what they find is whole. */
    void refer(String revision) throws StorageException {
        if (!layout.isNamed(revision)) {
            return;
        }
        byte[] commit = layout.commit().getBytes(StandardCharsets.US_ASCII);
        String name = layout.reference(revision);
        try (ObjectWriter writer = storage.write(folder.resolve(name), commit.length)) {
            writer.write(commit, commit.length);
            writer.commit();
        }
        kept.add(name);
    }

    /** An earlier try may have found the branch at another commit. */
    void removeOthers() throws StorageException {
        for (StoredFile stored : storage.list(folder)) {
            if (!kept.contains(stored.path())) {
                storage.delete(folder.resolve(stored.path()));
            }
        }
    }
}
