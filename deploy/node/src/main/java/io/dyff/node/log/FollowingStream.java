package io.dyff.node.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads a file that still grows, until nobody writes to it any more. */
final class FollowingStream extends InputStream {

    private static final long LOOK_MS = 100;

    private final Path file;
    private final BooleanSupplier running;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable FileChannel channel;
    private long position;

    FollowingStream(Path file, long from, BooleanSupplier running) {
        this.file = file;
        this.position = from;
        this.running = running;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (closed.getCount() > 0) {
            boolean more = running.getAsBoolean(); // asked first: what is printed until then is still read
            int read = readNow(ByteBuffer.wrap(target, offset, length));
            if (read > 0) {
                return read;
            }
            if (!more) {
                return -1;
            }
            awaitMore();
        }
        return -1;
    }

    private int readNow(ByteBuffer target) throws IOException {
        FileChannel open = channel();
        if (open == null) {
            return 0;
        }
        if (open.size() < position) {
            position = 0; // it was emptied
        }
        int read = open.read(target, position);
        position += Math.max(0, read);
        return read;
    }

    /** Opened once: what a pod printed last can still be read when its folder is deleted meanwhile. */
    private @Nullable FileChannel channel() throws IOException {
        if (channel == null && Files.exists(file)) {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        }
        return channel;
    }

    private void awaitMore() throws IOException {
        try {
            if (closed.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                throw new IOException("log stream is closed");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while following " + file);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        if (channel != null) {
            channel.close();
        }
    }
}
