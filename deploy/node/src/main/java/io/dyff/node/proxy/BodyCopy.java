package io.dyff.node.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes bodies on as they come, by each of the three framings of HTTP/1.1. Never holds more than a block. */
final class BodyCopy {

    private static final int BLOCK = 16 * 1024;
    private static final int LONGEST_LINE = 16 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] block = new byte[BLOCK];

    BodyCopy(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    void length(long length) throws IOException {
        long left = length;
        while (left > 0) {
            int read = in.read(block, 0, (int) Math.min(block.length, left));
            if (read < 0) {
                throw new EOFException("the body ended " + left + " bytes early");
            }
            out.write(block, 0, read);
            out.flush();
            left -= read;
        }
    }

    void untilEnd() throws IOException {
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            out.write(block, 0, read);
            out.flush();
        }
    }

    /** @param framed whether the chunks stay chunks, for a reader that knows them */
    void chunks(boolean framed) throws IOException {
        long size;
        do {
            String line = line();
            size = size(line);
            if (framed) {
                out.write((Long.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            length(size);
            if (size > 0) {
                expectLineEnd();
                if (framed) {
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            }
        } while (size > 0);
        trailers(framed);
    }

    private void trailers(boolean framed) throws IOException {
        String line;
        int total = 0;
        do {
            line = line();
            total += line.length();
            if (total > LONGEST_LINE) {
                throw new HttpException(431, "the trailers are larger than " + LONGEST_LINE + " bytes");
            }
            if (framed) {
                out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        } while (!line.isEmpty());
        out.flush();
    }

    private static long size(String line) throws HttpException {
        int extension = line.indexOf(';');
        String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (!digits.matches("[0-9a-fA-F]{1,15}")) {
            throw new HttpException(400, "malformed chunk size");
        }
        return Long.parseLong(digits, 16);
    }

    private void expectLineEnd() throws IOException {
        if (!line().isEmpty()) {
            throw new HttpException(400, "a chunk is longer than it says");
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the chunked body ended early");
            }
            if (line.length() >= LONGEST_LINE) {
                throw new HttpException(400, "a line of the chunked body is too long");
            }
            line.append((char) next);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }
}
