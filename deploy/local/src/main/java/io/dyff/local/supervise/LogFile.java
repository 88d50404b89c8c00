package io.dyff.local.supervise;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A process's log, written by the process itself through an appending descriptor, and kept below a size. */
public final class LogFile {
    private static final int TAIL_BYTES = 16 * 1024;
    private final Path path;
    private final long cap;

    public LogFile(Path path, long cap) {
        this.path = path;
        this.cap = cap;
    }

    /** Moves what is there aside when it is above the cap; the process goes on appending to the emptied file. */
    void trim() throws IOException {
        if (Files.exists(path) && Files.size(path) > cap) {
            Files.copy(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }

    /** The last lines, for a message about why a process died. */
    public List<String> tail(int lines) throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        }
    }
}
