package io.dyff.node.container;

import io.dyff.node.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What one start of a container leaves on disk: the words that survive the agent.
 *
 * @param path the folder
 * @param number how many starts came before
 */
public record AttemptFolder(Path path, int number) {

    /** The process that runs or ran the program, as its supervisor wrote it. */
    public record Recorded(ProcessIdentity program, ProcessIdentity supervisor, Instant startedAt) {}

    public Path log() {
        return path.resolve("log");
    }

    /** Takes the right to start the program away from a supervisor that has not used it yet. */
    boolean giveUp() {
        try {
            Files.createDirectory(path.resolve("go"));
            return true;
        } catch (FileAlreadyExistsException started) {
            return false;
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot write " + path, broken);
        }
    }

    public Optional<Recorded> recorded() {
        return read("pid").map(text -> {
            String[] words = text.split(" ", -1);
            return new Recorded(identity(words[0], words[1]), identity(words[2], words[3]), time("pid"));
        });
    }

    /** Where there is no /proc the script writes no start: then the process that has the id now is taken for it. */
    private static ProcessIdentity identity(String pid, String born) {
        long number = Long.parseLong(pid);
        return new ProcessIdentity(
                number,
                born.isEmpty()
                        ? ProcessIdentity.of(number).map(ProcessIdentity::born).orElse("")
                        : born);
    }

    /** The exit code, once the program has ended. */
    public Optional<Exit> exit() {
        return read("exit")
                .map(code -> new Exit(
                        Integer.parseInt(code),
                        time("exit"),
                        Files.exists(path.resolve("disrupted")) ? Exit.Cause.DISRUPTED : Exit.Cause.OWN));
    }

    /** Notes that the end that follows is the agent's doing, not the program's. */
    void disrupt() {
        try {
            Files.writeString(path.resolve("disrupted"), "agent\n");
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot write " + path, broken);
        }
    }

    private Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(path.resolve(name)).strip());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private Instant time(String name) {
        try {
            return Files.getLastModifiedTime(path.resolve(name)).toInstant();
        } catch (IOException gone) {
            return Instant.now();
        }
    }
}
