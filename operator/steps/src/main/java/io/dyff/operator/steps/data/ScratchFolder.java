package io.dyff.operator.steps.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder below the temporary directory (a pod's /tmp) that goes when the step ends. */
public final class ScratchFolder implements AutoCloseable {

    private final Path path;

    public ScratchFolder() throws IOException {
        path = Files.createTempDirectory("dyff-step-");
    }

    public Path path() {
        return path;
    }

    public Path create(String name) throws IOException {
        return Files.createDirectories(path.resolve(name));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
