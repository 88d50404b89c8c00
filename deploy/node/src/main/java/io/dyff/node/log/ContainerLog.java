package io.dyff.node.log;

import io.dyff.node.LogOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/**
 * The log of one run of a container: the file it prints to, the part before that was moved away when the file reached its
 * cap, and for each a list of moments and sizes.
 */
public final class ContainerLog {

    private static final int BLOCK = 8 * 1024;

    private final Path current;
    private long lastNoted;

    /** @param current the file that the container prints to */
    public ContainerLog(Path current) {
        this.current = current;
    }

    private Path moved() {
        return current.resolveSibling(current.getFileName() + ".1");
    }

    private static Path times(Path file) {
        return file.resolveSibling(file.getFileName() + ".times");
    }

    /** Opens the part that the options ask for. */
    public InputStream open(LogOptions options, BooleanSupplier running) throws IOException {
        long fromMoved =
                options.sinceTime() == null ? 0 : LogTimes.offset(times(moved()), options.sinceTime(), moved());
        long fromCurrent =
                options.sinceTime() == null ? 0 : LogTimes.offset(times(current), options.sinceTime(), current);
        if (options.tailLines() != null) {
            Tail tail = tail(options.tailLines());
            fromMoved = Math.max(fromMoved, tail.moved());
            fromCurrent = Math.max(fromCurrent, tail.current());
        }
        long firstLength = sizeOf(moved()) - Math.min(fromMoved, sizeOf(moved()));
        InputStream first = part(moved(), fromMoved);
        InputStream rest =
                options.follow() ? new FollowingStream(current, fromCurrent, running) : part(current, fromCurrent);
        InputStream all = new SequenceInputStream(first, rest);
        if (options.timestamps()) {
            LogTimes inMoved = LogTimes.read(times(moved()), moved());
            LogTimes inCurrent = LogTimes.read(times(current), current);
            long movedStart = fromMoved;
            long currentStart = fromCurrent - firstLength;
            all = new TimedStream(
                    all,
                    position -> position < firstLength
                            ? inMoved.at(movedStart + position)
                            : inCurrent.at(currentStart + position));
        }
        return options.limitBytes() == null ? all : new LimitedStream(all, options.limitBytes());
    }

    /** The last lines, for a message; at most so many bytes. */
    public String lastLines(int lines, int bytes) {
        try {
            Tail tail = tail(lines);
            long size = sizeOf(current);
            try (InputStream in = part(current, Math.max(tail.current(), size - bytes))) {
                return new String(in.readNBytes(bytes), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException gone) {
            return "";
        }
    }

    /** Where the last lines begin in both files. */
    private record Tail(long moved, long current) {}

    private Tail tail(int lines) throws IOException {
        long[] left = {lines};
        long inCurrent = lineStart(current, left);
        return new Tail(left[0] > 0 ? lineStart(moved(), left) : sizeOf(moved()), inCurrent);
    }

    private static long sizeOf(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** Walks back over lines from the end; leaves in {@code left} how many are still missing. */
    private static long lineStart(Path file, long[] left) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (left[0] == 0) {
                return size;
            }
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (long end = size; end > 0; end = Math.max(0, end - BLOCK)) {
                long start = Math.max(0, end - BLOCK);
                block.clear().limit((int) (end - start));
                int read = channel.read(block, start);
                for (int i = read - 1; i >= 0; i--) {
                    boolean newline = block.get(i) == '\n' && start + i != size - 1;
                    if (newline && --left[0] == 0) {
                        return start + i + 1;
                    }
                }
            }
            left[0] -= size > 0 ? 1 : 0;
            return 0;
        }
    }

    private static InputStream part(Path file, long from) throws IOException {
        if (!Files.exists(file)) {
            return new ByteArrayInputStream(new byte[0]);
        }
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(Math.min(from, Files.size(file)));
        return in;
    }

    /**
     * Notes how much is there now, and moves it away when it is more than the cap. Moving copies and then empties the file,
     * because the program goes on printing to it: what it prints between these two steps is lost.
     */
    public void keep(long cap) throws IOException {
        if (!Files.exists(current)) {
            return;
        }
        long size = Files.size(current);
        if (size != lastNoted) {
            LogTimes.note(times(current), size);
            lastNoted = size;
        }
        if (size <= cap) {
            return;
        }
        Files.copy(current, moved(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (RandomAccessFile file = new RandomAccessFile(current.toFile(), "rw")) {
            file.setLength(0);
        }
        Files.move(times(current), times(moved()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        lastNoted = 0;
    }
}
