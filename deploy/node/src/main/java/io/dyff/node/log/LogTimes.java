package io.dyff.node.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Which size a log file had at which moment: how lines without times are found by time. One line per moment. */
final class LogTimes {

    private final Path log;
    private final long[] moments;
    private final long[] sizes;

    private LogTimes(Path log, long[] moments, long[] sizes) {
        this.log = log;
        this.moments = moments;
        this.sizes = sizes;
    }

    /** The moments that are noted of a log until now. */
    static LogTimes read(Path times, Path log) throws IOException {
        List<String> lines = Files.exists(times) ? Files.readAllLines(times) : List.of();
        return new LogTimes(
                log,
                lines.stream().mapToLong(LogTimes::moment).toArray(),
                lines.stream().mapToLong(LogTimes::size).toArray());
    }

    /** By when the byte was there: a noted moment, else when the log was written to last. */
    Instant at(long position) {
        int found = Arrays.binarySearch(sizes, position + 1);
        int index = found < 0 ? -found - 1 : found;
        return index < moments.length ? Instant.ofEpochMilli(moments[index]) : lastWritten();
    }

    private Instant lastWritten() {
        try {
            return Files.getLastModifiedTime(log).toInstant();
        } catch (IOException gone) {
            return Instant.now();
        }
    }

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
                if (moment(line) <= since.toEpochMilli()) {
                    offset = size(line);
                }
            }
        }
        return nextLine(log, offset);
    }

    private static long moment(String line) {
        return Long.parseLong(line.split(" ")[0]);
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
