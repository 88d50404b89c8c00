package io.dyff.node.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of one pod on this machine, readable by its owner only. */
public record PodFolder(Path path) {

    private static final int KEPT_ATTEMPTS = 2;

    /** Makes the folder if it is not there yet. */
    public PodFolder create() {
        for (String part : List.of("", "volumes", "containers", "tmp", "home")) {
            make(path.resolve(part));
        }
        return this;
    }

    public Path tmp() {
        return path.resolve("tmp");
    }

    Path home() {
        return path.resolve("home");
    }

    public Path volume(String name) {
        return make(path.resolve("volumes").resolve(name));
    }

    /** Where a container starts when neither it nor its image says. */
    Path work(String container) {
        return make(path.resolve("work").resolve(container));
    }

    /** The starts of a container that are still on disk, the oldest first. */
    public List<AttemptFolder> attempts(String container) {
        Path folder = path.resolve("containers").resolve(container);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(attempt -> new AttemptFolder(
                            attempt, Integer.parseInt(attempt.getFileName().toString())))
                    .sorted(Comparator.comparingInt(AttemptFolder::number))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + folder, broken);
        }
    }

    public Optional<AttemptFolder> latestAttempt(String container) {
        List<AttemptFolder> attempts = attempts(container);
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    }

    /** Makes the folder of the next start, and forgets those before the last. */
    AttemptFolder nextAttempt(String container) {
        List<AttemptFolder> attempts = attempts(container);
        int number = attempts.isEmpty() ? 0 : attempts.getLast().number() + 1;
        attempts.stream()
                .limit(Math.max(0, attempts.size() + 1 - KEPT_ATTEMPTS))
                .forEach(old -> delete(old.path()));
        Path folder = make(path.resolve("containers").resolve(container).resolve(Integer.toString(number)));
        return new AttemptFolder(folder, number);
    }

    /** The names of all containers that were ever started here. */
    public List<String> containers() {
        Path folder = path.resolve("containers");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(container -> container.getFileName().toString()).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + folder, broken);
        }
    }

    /** Whether a program that was started here lives. */
    public boolean lives() {
        return containers().stream()
                .flatMap(container -> latestAttempt(container).stream())
                .flatMap(attempt -> attempt.recorded().stream())
                .anyMatch(recorded -> recorded.program().isAlive());
    }

    public void delete() {
        delete(path);
    }

    private static Path make(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            return folder;
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot make folder " + folder, broken);
        }
    }

    private static void delete(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot delete " + folder, broken);
        }
    }
}
