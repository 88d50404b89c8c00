package io.dyff.local.infra;

import io.dyff.local.instance.Cache;
import io.dyff.node.container.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where PostgreSQL's programs are unpacked: once per user, and again when a killed process left them torn. */
final class PostgresPrograms {
    // Names of the embedding library: it makes the first when all is unpacked, and holds the second meanwhile.
    private static final String COMPLETE = ".exists";
    private static final String LOCK = "epg-lock";

    private PostgresPrograms() {}

    static Path folder() {
        Path folder = Cache.folder("postgres");
        try (Stream<Path> versions = Files.list(folder)) {
            for (Path version : versions.filter(Files::isDirectory).toList()) {
                removeTorn(version);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be used", e);
        }
        return folder;
    }

    private static void removeTorn(Path version) throws IOException {
        if (Files.exists(version.resolve(COMPLETE))) {
            return;
        }
        try (FileChannel channel =
                        FileChannel.open(version.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock()) {
            // Held by another instance: it unpacks right now.
            if (lock != null && !Files.exists(version.resolve(COMPLETE))) {
                deleteAllBut(version.resolve(LOCK), version);
            }
        }
    }

    private static void deleteAllBut(Path kept, Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(each -> !each.equals(kept)).toList()) {
                FolderTree.delete(entry);
            }
        }
    }
}
