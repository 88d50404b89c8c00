package io.dyff.local.launch;

import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of one program as its last run left them: a start then reads one file instead of hundreds of jars.
 *
 * <p>The run that leaves them needs twice its processor time, so of those that begin together only one does.
 */
final class ClassArchive {
    /** A run that has not left its archive after that time was killed; another may try. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final List<String> QUIET = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:aot=off");

    private final Path file;
    private final Clock clock;

    ClassArchive(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Options of the next start, which uses the archive, makes it, or does without while another start makes it. */
    List<String> options() {
        if (!Files.exists(file) && !claim()) {
            return List.of();
        }
        List<String> options = new ArrayList<>(QUIET);
        options.add("-XX:+AutoCreateSharedArchive");
        options.add("-XX:SharedArchiveFile=" + file);
        return options;
    }

    private boolean claim() {
        Path claim = file.resolveSibling(file.getFileName() + ".claim");
        FileTime now = FileTime.from(clock.instant());
        try {
            if (!isNew(claim)
                    && clock.instant()
                            .isBefore(
                                    Files.getLastModifiedTime(claim).toInstant().plus(PATIENCE))) {
                return false;
            }
            Files.setLastModifiedTime(claim, now);
            return true;
        } catch (IOException e) {
            throw new LocalException(ExitCode.FOLDER, claim + " cannot be written", e);
        }
    }

    private static boolean isNew(Path claim) throws IOException {
        try {
            Files.createFile(claim);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
