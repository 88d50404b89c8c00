package io.dyff.operator.steps.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows that wait in a file, one JSON text a line, so that they take no memory until their batch is whole. */
public final class BatchRows implements AutoCloseable {

    private final Path file;
    private final OutputStream out;
    private int count;
    private long bytes;
    private int longest;

    /** @param file must not exist */
    public BatchRows(Path file) throws IOException {
        this.file = file;
        this.out = new BufferedOutputStream(Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE_NEW));
    }

    /** @param row made by {@link BatchFile#line} */
    public void add(byte[] row) throws IOException {
        out.write(row);
        out.write('\n');
        count++;
        bytes += row.length;
        longest = Math.max(longest, row.length);
    }

    public int count() {
        return count;
    }

    public long bytes() {
        return bytes;
    }

    int longest() {
        return longest;
    }

    /** All that was added is in it. */
    Path file() throws IOException {
        out.flush();
        return file;
    }

    /** Ends the waiting; the file is gone. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }
}
