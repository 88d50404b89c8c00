package io.dyff.local.cli;

import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads the whole lines that were appended to a log since the last look. */
final class LogFollower {
    private static final int BLOCK = 1 << 20;
    private final Path log;
    private long position;
    private boolean insideLine;

    private LogFollower(Path log, long position) {
        this.log = log;
        this.position = position;
        this.insideLine = position > 0;
    }

    static LogFollower whole(Path log) {
        return new LogFollower(log, 0);
    }

    /** What is added from now on. */
    static LogFollower added(Path log) {
        LogFollower follower = new LogFollower(log, size(log));
        follower.insideLine = false;
        return follower;
    }

    /** The whole lines within the last bytes, and what is added. */
    static LogFollower newest(Path log, long bytes) {
        return new LogFollower(log, Math.max(0, size(log) - bytes));
    }

    /** Until there are no more; a line's end that has not been written yet is left for the next look. */
    void forEachNewLine(Consumer<String> consumer) {
        if (!Files.exists(log)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            if (file.length() < position) {
                position = 0;
                insideLine = false;
            }
            for (byte[] lines = block(file); lines.length > 0; lines = block(file)) {
                position += lines.length;
                new String(lines, StandardCharsets.UTF_8)
                        .lines()
                        .skip(insideLine ? 1 : 0)
                        .forEach(consumer);
                insideLine = false;
            }
        } catch (IOException e) {
            throw unreadable(log, e);
        }
    }

    /** The whole lines that follow; a line longer than a block comes in parts. */
    private byte[] block(RandomAccessFile file) throws IOException {
        file.seek(position);
        byte[] bytes = new byte[(int) Math.min(BLOCK, file.length() - position)];
        file.readFully(bytes);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end == 0 && bytes.length == BLOCK ? bytes : Arrays.copyOf(bytes, end);
    }

    private static long size(Path log) {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw unreadable(log, e);
        }
    }

    private static LocalException unreadable(Path log, IOException e) {
        return new LocalException(ExitCode.FOLDER, log + " cannot be read", e);
    }
}
