package io.dyff.node.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.LongFunction;

/** Begins each line with a time and a blank, as a kubelet does when it is asked for timestamps. */
final class TimedStream extends FilterInputStream {

    private static final int BLOCK = 8 * 1024;

    private final LongFunction<Instant> times;
    private final byte[] block = new byte[BLOCK];
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private long position;
    private boolean lineBegins = true;

    /** @param times of the byte at a position, 0 being the stream's first */
    TimedStream(InputStream in, LongFunction<Instant> times) {
        super(in);
        this.times = times;
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
        while (!ready.hasRemaining()) {
            int read = super.read(block, 0, BLOCK);
            if (read < 0) {
                return -1;
            }
            ready = ByteBuffer.wrap(timed(read));
        }
        int given = Math.min(length, ready.remaining());
        ready.get(target, offset, given);
        return given;
    }

    private byte[] timed(int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 64);
        for (int i = 0; i < length; i++) {
            if (lineBegins) {
                out.writeBytes((times.apply(position) + " ").getBytes(US_ASCII));
            }
            out.write(block[i]);
            lineBegins = block[i] == '\n';
            position++;
        }
        return out.toByteArray();
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
