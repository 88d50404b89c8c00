package io.dyff.node.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process by its id and start, so that a reused id is never taken for ours.
 *
 * @param pid process id
 * @param born its start in the system's own words: clock ticks where there is a /proc, else milliseconds since 1970
 */
public record ProcessIdentity(long pid, String born) {

    /** The process that has this id now; empty when none lives. A dead one that nobody has reaped does not live. */
    public static Optional<ProcessIdentity> of(long pid) {
        if (Files.isDirectory(Path.of("/proc/self"))) {
            return fromProc(pid);
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(Instant::toEpochMilli)
                .map(start -> new ProcessIdentity(pid, Long.toString(start)));
    }

    private static Optional<ProcessIdentity> fromProc(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") || fields[0].equals("X")
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(pid, fields[19]));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Whether exactly this process lives. */
    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }
}
