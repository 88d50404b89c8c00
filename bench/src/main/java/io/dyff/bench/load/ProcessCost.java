package io.dyff.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process has cost so far, as Linux accounts for it under {@code /proc}. */
public final class ProcessCost {
    // USER_HZ; 100 on every Linux that runs on the machines we know.
    private static final int TICKS_PER_SECOND = 100;

    private ProcessCost() {}

    /** Processor time in user and system mode, of all its threads. */
    public static Duration cpu(long pid) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the process is gone, or this is not Linux: " + file, e);
        }
    }
}
