package io.dyff.local.cli;

import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads the whole lines that were appended to a log since the last look. */
final class LogFollower {
    private final Path log;
    private long position;

    LogFollower(Path log, long from) {
        this.log = log;
        this.position = from;
    }

    void forEachNewLine(Consumer<String> consumer) {
        try {
            if (!Files.exists(log)) {
                return;
            }
            byte[] bytes;
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
                if (file.length() < position) {
                    position = 0;
                }
                file.seek(position);
                bytes = new byte[(int) Math.min(1 << 20, file.length() - position)];
                file.readFully(bytes);
            }
            int end = lastNewline(bytes);
            position += end;
            new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(consumer);
        } catch (IOException e) {
            throw new LocalException(ExitCode.FOLDER, log + " cannot be read", e);
        }
    }

    /** Length of the whole lines. */
    private static int lastNewline(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }
}
