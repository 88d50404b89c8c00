package io.dyff.node.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Which size a log file had at which moment: how lines without times are found by time. One line per moment. */
final class LogTimes {

    private LogTimes() {}

    /** Adds a moment. */
    static void note(Path times, long size) throws IOException {
        Files.writeString(
                times,
                System.currentTimeMillis() + " " + size + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Where in a log the first whole line after a moment begins. */
    static long offset(Path times, Instant since, Path log) throws IOException {
        long offset = 0;
        if (Files.exists(times)) {
            for (String line : Files.readAllLines(times)) {
                if (Long.parseLong(line.split(" ")[0]) <= since.toEpochMilli()) {
                    offset = size(line);
                }
            }
        }
        return nextLine(log, offset);
    }

    private static long size(String line) {
        return Long.parseLong(line.split(" ")[1]);
    }

    private static long nextLine(Path log, long offset) throws IOException {
        if (offset == 0 || !Files.exists(log)) {
            return offset;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(offset - 1);
            int previous = file.read();
            while (previous >= 0 && previous != '\n') {
                previous = file.read();
            }
            return file.getFilePointer();
        }
    }
}
