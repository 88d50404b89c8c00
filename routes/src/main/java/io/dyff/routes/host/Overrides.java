package io.dyff.routes.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accepted texts of the overrides folder, by file name; read once, so that what serves is what was accepted. */
public final class Overrides {
    private static final Logger LOG = LoggerFactory.getLogger(Overrides.class);
    private final Map<String, String> texts;

    private Overrides(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    public static Overrides none() {
        return new Overrides(Map.of());
    }

    /**
     * Reads a flat folder. Its real path is taken first: a mounted ConfigMap changes by one symlink, so all files are of
     * one generation.
     */
    public static Overrides read(Path folder) {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.toRealPath())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = String.valueOf(file.getFileName());
                if (Files.isRegularFile(file) && !name.startsWith(".")) {
                    texts.put(name, Files.readString(file, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("dyff.overrides: " + folder + " cannot be read", e);
        }
        LOG.info("overrides accepted: {}", texts.keySet());
        return new Overrides(texts);
    }

    /** The accepted text of that file name, if there is one. */
    public Optional<String> text(String fileName) {
        return Optional.ofNullable(texts.get(fileName));
    }
}
