package io.dyff.routes.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The accepted texts of the overrides folder, by file name: what serves is what was accepted, whatever the folder holds. */
public final class Overrides {
    private volatile Map<String, String> texts;

    private Overrides(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    public static Overrides none() {
        return of(Map.of());
    }

    public static Overrides of(Map<String, String> texts) {
        return new Overrides(texts);
    }

    /** The names of the files of a folder, none when its path is empty. */
    static Set<String> names(String folder) {
        return folder.isBlank() ? Set.of() : read(Path.of(folder)).keySet();
    }

    /**
     * Reads a flat folder. Its real path is taken first: a mounted ConfigMap changes by one symlink, so all files are of
     * one generation.
     */
    public static Map<String, String> read(Path folder) {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(generation(folder))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = String.valueOf(file.getFileName());
                if (Files.isRegularFile(file) && !name.startsWith(".")) {
                    texts.put(name, Files.readString(file, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("dyff.overrides: " + folder + " cannot be read", e);
        }
        return texts;
    }

    /** A mounted ConfigMap's files are symlinks through {@code ..data}, which alone changes. */
    private static Path generation(Path folder) throws IOException {
        Path data = folder.resolve("..data");
        return Files.isDirectory(data) ? data.toRealPath() : folder.toRealPath();
    }

    /** The accepted text of that file name, if there is one. */
    public Optional<String> text(String fileName) {
        return Optional.ofNullable(texts.get(fileName));
    }

    /** All accepted texts. */
    public Map<String, String> texts() {
        return texts;
    }

    /** From now on these are the accepted ones. */
    public void accept(Map<String, String> accepted) {
        texts = Map.copyOf(accepted);
    }
}
