package io.dyff.local.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What instances of this user share and can make again: {@code $XDG_CACHE_HOME/dyff}. */
public final class Cache {
    private Cache() {}

    /** A folder of the cache, made when it is missing. */
    public static Path folder(String name) {
        String base = System.getenv("XDG_CACHE_HOME");
        Path home = base == null || base.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        Path folder = home.resolve("dyff").resolve(name);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LocalException(
                    ExitCode.FOLDER,
                    "cache folder " + folder + " cannot be made: set XDG_CACHE_HOME to a writable one",
                    e);
        }
    }
}
