package io.dyff.kube.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every object in one file of a folder that belongs to one process at a time.
 *
 * <p>A record is with the operating system before {@link #record} returns, so a killed process loses nothing; a power
 * cut may lose the last moments. Space of old versions is used again after a second, so the file stays small.
 */
final class Journal implements AutoCloseable {

    private static final String VERSION = "version";
    /** Reads come from memory; only pages that are written again are read here. */
    private static final int CACHE_MEGABYTES = 4;

    private final MVStore store;
    private final MVMap<String, byte[]> objects;
    private final MVMap<String, Long> numbers;

    Journal(Path folder) throws IOException {
        Files.createDirectories(folder);
        store = open(folder);
        store.setRetentionTime(1_000);
        store.setVersionsToKeep(0);
        objects = store.openMap("objects");
        numbers = store.openMap("numbers");
    }

    private static MVStore open(Path folder) throws IOException {
        try {
            return new MVStore.Builder()
                    .fileName(folder.resolve("objects.mv").toString())
                    .autoCommitDisabled()
                    .cacheSize(CACHE_MEGABYTES)
                    .open();
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new IOException(
                        "The folder " + folder
                                + " belongs to another running API server: stop that one, or name another folder",
                        e);
            }
            throw new IOException("The objects in " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    long version() {
        return numbers.getOrDefault(VERSION, 0L);
    }

    void forEach(BiConsumer<Key, byte[]> reader) {
        objects.forEach((path, json) -> reader.accept(Key.ofPath(path), json));
    }

    /** @param json null removes the object */
    void record(long version, Key key, byte @Nullable [] json) {
        if (json == null) {
            objects.remove(key.path());
        } else {
            objects.put(key.path(), json);
        }
        numbers.put(VERSION, version);
        store.commit();
    }

    /** False once a write failed, such as on a full disk: the file then takes no more until it is opened again. */
    boolean takesMore() {
        return !store.isClosed();
    }

    @Override
    public void close() {
        store.close();
    }
}
