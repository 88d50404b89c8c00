package io.dyff.operator.steps.verify;

import io.dyff.operator.steps.storage.ObjectStorage;
import io.dyff.operator.steps.storage.ObjectStorage.StoredFile;
import io.dyff.operator.steps.storage.StorageException;
import io.dyff.operator.steps.storage.StorageLocation;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The verified area of an evaluation: what downloads list. Files are uploaded beside it, then copied into it within the
 * storage, then what else is there is removed. So there is no moment at which an output that was published is gone:
 * a second try that overlaps or dies replaces files by the same files, because their names and bytes depend on the
 * output alone.
 */
final class PublishedOutput {

    private final ObjectStorage storage;
    private final StorageLocation published;
    private final StorageLocation beside;

    /** @param unpublished an area of the evaluation that nobody reads */
    PublishedOutput(ObjectStorage storage, StorageLocation published, StorageLocation unpublished) {
        this.storage = storage;
        this.published = published;
        this.beside = unpublished.resolve(UUID.randomUUID().toString());
    }

    /** @param files below the folder, in the order in which they appear; their relative paths become their names */
    void replaceBy(Path folder, List<Path> files) throws StorageException {
        Set<String> names = new LinkedHashSet<>();
        try {
            for (Path file : files) {
                String name = folder.relativize(file).toString();
                storage.upload(file, beside.resolve(name));
                names.add(name);
            }
            for (String name : names) {
                storage.copy(beside.resolve(name), published.resolve(name));
            }
        } finally {
            removeAllBut(Set.of(), beside);
        }
        removeAllBut(names, published);
    }

    private void removeAllBut(Set<String> kept, StorageLocation area) throws StorageException {
        for (StoredFile file : storage.list(area)) {
            if (!kept.contains(file.path())) {
                storage.delete(area.resolve(file.path()));
            }
        }
    }
}
