package io.dyff.routes.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads lines. What is no UTF-8 is replaced; of an over-long line the beginning is kept, and a note says how much is not. */
public final class LogReader implements Closeable {
    /** The longest line that is kept whole. */
    static final int MAX_LINE_BYTES = 16 << 10;

    private static final int BLOCK = 8 << 10;
    private final InputStream in;
    private final Map<String, String> labels;
    private final boolean timed;
    private final byte[] block = new byte[BLOCK];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int next;
    private int filled;
    private long cut;
    private Instant last;

    private LogReader(InputStream in, Map<String, String> labels, boolean timed, Instant first) {
        this.in = in;
        this.labels = Map.copyOf(labels);
        this.timed = timed;
        this.last = first;
    }

    /**
     * Reads lines as a kubelet gives them when it is asked for timestamps: a time, a blank, the line.
     *
     * @param labels of every line
     * @param first the time of lines before the first that says one
     */
    public static LogReader timed(InputStream in, Map<String, String> labels, Instant first) {
        return new LogReader(in, labels, true, first);
    }

    /** Reads lines that say no times: all are of one moment. */
    static LogReader plain(InputStream in, Map<String, String> labels, Instant moment) {
        return new LogReader(in, labels, false, moment);
    }

    /** The next line, waiting for it where the stream does; null at the end. */
    public @Nullable LogLine next() throws IOException {
        line.reset();
        cut = 0;
        boolean any = false;
        while (hasMore()) {
            any = true;
            if (taken()) {
                return parsed();
            }
        }
        return any ? parsed() : null;
    }

    private boolean hasMore() throws IOException {
        if (next == filled) {
            next = 0;
            filled = Math.max(0, in.read(block, 0, BLOCK));
        }
        return next < filled;
    }

    /** Takes what is there of the line; true when its end was among it. */
    private boolean taken() {
        int end = next;
        while (end < filled && block[end] != '\n') {
            end++;
        }
        int kept = Math.min(end - next, MAX_LINE_BYTES - line.size());
        line.write(block, next, kept);
        cut += end - next - kept;
        boolean ended = end < filled;
        next = ended ? end + 1 : end;
        return ended;
    }

    private LogLine parsed() {
        String text = line.toString(UTF_8);
        int blank = text.indexOf(' ');
        Instant time = timed ? time(blank < 0 ? text : text.substring(0, blank)) : null;
        if (time != null) {
            last = time;
            text = blank < 0 ? "" : text.substring(blank + 1);
        }
        String message = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        return new LogLine(last, cut == 0 ? message : message + " [" + cut + " more bytes]", labels);
    }

    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
