package io.dyff.operator.rows.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The bytes of an answer, without a compression that some servers apply although nobody asked for it. */
final class AnswerBody {

    /**
     * @param limit most bytes after decompression
     * @throws IOException when the body is compressed in a way that is not known, or damaged; the message says so
     */
    static byte[] plain(HttpHeaders headers, byte[] body, int limit) throws IOException {
        String encoding = headers.firstValue("Content-Encoding")
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .orElse("identity");
        return switch (encoding) {
            case "identity", "" -> isGzip(body) ? unzipped(body, limit) : body;
            case "gzip", "x-gzip" -> unzipped(body, limit);
            default -> throw new IOException("the answer is encoded as " + encoding + ", which nobody asked for");
        };
    }

    /** No JSON begins so; some servers forget the header. */
    private static boolean isGzip(byte[] body) {
        return body.length > 2 && body[0] == (byte) 0x1f && body[1] == (byte) 0x8b;
    }

    private static byte[] unzipped(byte[] body, int limit) throws IOException {
        byte[] plain;
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            plain = in.readNBytes(limit + 1);
        } catch (IOException e) {
            throw new IOException("the answer says it is gzip and cannot be unpacked: " + e.getMessage(), e);
        }
        if (plain.length > limit) {
            throw new CappedBody.TooLargeException(limit);
        }
        return plain;
    }

    private AnswerBody() {}
}
