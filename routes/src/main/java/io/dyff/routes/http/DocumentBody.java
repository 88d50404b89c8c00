package io.dyff.routes.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.http.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** Reads a body that is a document: capped, counted against the memory of all bodies while it comes in, and UTF-8. */
final class DocumentBody {
    /** Counted before it is read, so a slow sender holds no more than it has sent and this. */
    private static final int STEP = 64 << 10;

    private static final int SCRATCH = 8 << 10;
    /** Of one body; whoever sends more is cut off. */
    private static final long THROWN_AWAY = 64 << 20;

    private DocumentBody() {}

    /**
     * @param length as declared, negative when it is not
     * @param maxBytes of one body
     * @throws IOException when the sender breaks off; a {@link io.dyff.routes.http.problem.ProblemException} refuses the body
     */
    static byte[] read(InputStream in, long length, int maxBytes, BodyMemory.Share memory) throws IOException {
        if (length > maxBytes) {
            throwAway(in);
            throw tooLarge(maxBytes);
        }
        byte[] body = length >= 0 && length < STEP ? small(in, (int) length, memory) : inSteps(in, maxBytes, memory);
        checkText(body);
        return body;
    }

    private static byte[] small(InputStream in, int length, BodyMemory.Share memory) throws IOException {
        memory.take(length);
        return in.readNBytes(length);
    }

    private static byte[] inSteps(InputStream in, int maxBytes, BodyMemory.Share memory) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(STEP);
        byte[] part;
        do {
            memory.take(STEP);
            part = in.readNBytes(STEP);
            all.write(part);
            if (all.size() > maxBytes) {
                throwAway(in);
                throw tooLarge(maxBytes);
            }
        } while (part.length == STEP);
        return all.toByteArray();
    }

    /** A byte that is no UTF-8 would be stored as another character than was sent. */
    private static void checkText(byte[] body) {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(body);
        CharBuffer scratch = CharBuffer.allocate(Math.min(body.length, STEP) + 1);
        CoderResult result;
        do {
            result = decoder.decode(bytes, scratch.clear(), true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw Problem.of(400, "the body is not UTF-8: see its byte " + bytes.position())
                    .exception();
        }
    }

    /** A sender that is cut off in the middle often never reads its answer: what he still sends is thrown away first. */
    private static void throwAway(InputStream in) throws IOException {
        byte[] scratch = new byte[SCRATCH];
        long left = THROWN_AWAY;
        for (int read = 0; read >= 0 && left > 0; left -= read) {
            read = in.read(scratch);
        }
    }

    private static RuntimeException tooLarge(int maxBytes) {
        return Problem.of(413, "the body is larger than " + maxBytes + " bytes").exception();
    }
}
