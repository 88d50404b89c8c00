package io.dyff.routes.api.bytes;

import io.dyff.routes.http.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Passes bytes on as they come. What breaks off at their source ends in a problem of its own, never like an end. */
final class Relay {
    private static final int COPY_BYTES = 16 << 10;
    private static final int FILE_BYTES = 128 << 10;

    private Relay() {}

    /**
     * @param brokenOff what is wrong when the source fails; what its exception says is not told apart by anyone
     * @throws IOException when the other side takes no more
     */
    static void copy(InputStream in, OutputStream out, Problem brokenOff) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        for (int n = read(in, buffer, brokenOff); n >= 0; n = read(in, buffer, brokenOff)) {
            out.write(buffer, 0, n);
            // A generation is read while it is written.
            out.flush();
        }
    }

    /** The same for a stored file: nobody reads its beginning while its end is still being made. */
    static void copyFile(InputStream in, OutputStream out, Problem brokenOff) throws IOException {
        byte[] buffer = new byte[FILE_BYTES];
        for (int n = read(in, buffer, brokenOff); n >= 0; n = read(in, buffer, brokenOff)) {
            out.write(buffer, 0, n);
        }
    }

    private static int read(InputStream in, byte[] buffer, Problem brokenOff) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            // Spring takes a reset connection for the client's and would end the answer in peace.
            throw brokenOff.exception();
        }
    }
}
