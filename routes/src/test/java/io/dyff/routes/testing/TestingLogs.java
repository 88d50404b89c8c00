package io.dyff.routes.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.kube.LogSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the containers of pods print, as a kubelet would give it: each line after its time. */
public final class TestingLogs implements LogSource {
    private final Map<String, Output> outputs = new ConcurrentHashMap<>();

    /** Prints a line of that time. */
    public void print(String pod, Instant time, String line) {
        output(pod).append(time + " " + line + "\n");
    }

    /** The container has ended: nothing more comes. */
    public void end(String pod) {
        output(pod).end();
    }

    /** How many read it just now. */
    public int readers(String pod) {
        return output(pod).readers.get();
    }

    @Override
    public InputStream open(Request request) throws IOException {
        if (!request.timestamps()) {
            throw new Unavailable("the platform always asks for times");
        }
        Output output = outputs.get(request.pod());
        if (output == null) {
            throw new Unavailable("container is waiting to start");
        }
        return output.open(request.follow());
    }

    private Output output(String pod) {
        return outputs.computeIfAbsent(pod, name -> new Output());
    }

    /** Grows until it is ended. */
    private static final class Output {
        private final StringBuilder text = new StringBuilder();
        private final AtomicInteger readers = new AtomicInteger();
        private boolean ended;

        synchronized void append(String more) {
            text.append(more);
            notifyAll();
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }

        InputStream open(boolean follow) {
            readers.incrementAndGet();
            return new InputStream() {
                private int position;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    byte[] there = from(position, length, follow);
                    int given = there.length;
                    System.arraycopy(there, 0, target, offset, given);
                    position += given;
                    return given == 0 ? -1 : given;
                }

                @Override
                public void close() {
                    readers.decrementAndGet();
                }
            };
        }

        /** Texts here are ASCII, so that a position in bytes is one in characters. */
        private synchronized byte[] from(int position, int most, boolean follow) throws IOException {
            try {
                while (follow && !ended && text.length() <= position) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new java.io.InterruptedIOException();
            }
            int end = Math.min(text.length(), position + most);
            return text.substring(position, end).getBytes(UTF_8);
        }
    }
}
