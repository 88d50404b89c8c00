package io.dyff.local.supervise;

import io.dyff.local.instance.DataFolder;
import io.dyff.node.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The database server of an infrastructure that was killed and not started again: known by the {@code postmaster.pid} it
 * keeps in its data, whose first line is its pid and whose third its start in seconds since 1970 (PostgreSQL's
 * documentation, "Database File Layout").
 */
final class LeftDatabase {
    private static final int START = 2;
    private static final Duration ROUNDING = Duration.ofSeconds(3);

    private LeftDatabase() {}

    /** The server, while it lives; never a process that only has its pid now. */
    static Optional<ProcessIdentity> of(DataFolder folder) {
        return of(folder.file("database/data/postmaster.pid"));
    }

    static Optional<ProcessIdentity> of(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            Instant start =
                    Instant.ofEpochSecond(Long.parseLong(lines.get(START).strip()));
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(process -> worksIn(process, file.resolveSibling(""), start))
                    .map(ProcessIdentity::of);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException noServer) {
            return Optional.empty();
        }
    }

    /** A server works in the folder of its data; where no system tells that, its start must do. */
    private static boolean worksIn(ProcessHandle process, Path data, Instant start) {
        Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.isSameFile(folder, data);
        } catch (IOException untold) {
            return !Files.isDirectory(Path.of("/proc/self"))
                    && process.info()
                            .startInstant()
                            .map(began -> Duration.between(began, start).abs().compareTo(ROUNDING) < 0)
                            .orElse(false);
        }
    }
}
