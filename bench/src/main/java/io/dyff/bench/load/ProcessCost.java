package io.dyff.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/** What a process has cost so far, as Linux accounts for it under {@code /proc}. */
public final class ProcessCost {
    // USER_HZ; 100 on every Linux that runs on the machines we know.
    private static final int TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;
    private static final int OWN = 2;
    private static final int OWN_AND_ENDED_CHILDREN = 4;

    private ProcessCost() {}

    /** Processor time in user and system mode, of all its threads. */
    public static Duration cpu(long pid) {
        return ticks(stat(read(file(pid))), OWN);
    }

    /**
     * Processor time of a process and all below it: of the living by themselves, of those that ended by whoever waited
     * for them.
     */
    public static Duration cpuOfTree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(process -> ofTreeMember(process.pid()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration ofTreeMember(long pid) {
        try {
            return ticks(stat(Files.readString(file(pid))), OWN_AND_ENDED_CHILDREN);
        } catch (IOException e) {
            // It ended meanwhile; its parent has its time.
            return Duration.ZERO;
        }
    }

    private static Path file(long pid) {
        return Path.of("/proc", Long.toString(pid), "stat");
    }

    /** The fields after the name, which may hold blanks itself; utime is the twelfth. */
    private static String[] stat(String text) {
        return text.substring(text.lastIndexOf(')') + 2).split(" ");
    }

    private static Duration ticks(String[] stat, int fields) {
        long ticks = Arrays.stream(stat, UTIME, UTIME + fields)
                .mapToLong(Long::parseLong)
                .sum();
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
