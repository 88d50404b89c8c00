package io.dyff.kube.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks over the fields of one protobuf message. */
final class ProtobufReader {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int MOST_SHIFT = 63;

    private final byte[] data;
    private final int end;
    private int position;
    private int field;
    private int wireType;

    ProtobufReader(byte[] data, int start, int end) {
        this.data = data;
        this.position = start;
        this.end = end;
    }

    /** Moves to the next field; false at the end of the message. */
    boolean next() throws IOException {
        if (position >= end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        return true;
    }

    int field() {
        return field;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift <= MOST_SHIFT; shift += 7) {
            require(1);
            byte next = data[position++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number is too long");
    }

    private void require(int length) throws IOException {
        if (length < 0 || length > end - position) {
            throw new EOFException("the message ends too early");
        }
    }

    private int enter() throws IOException {
        if (wireType != BYTES) {
            throw new IOException("field " + field + " has another wire type than expected");
        }
        long length = varint();
        require(length > Integer.MAX_VALUE ? -1 : (int) length);
        int start = position;
        position += (int) length;
        return start;
    }

    ProtobufReader message() throws IOException {
        int start = enter();
        return new ProtobufReader(data, start, position);
    }

    byte[] bytes() throws IOException {
        int start = enter();
        return Arrays.copyOfRange(data, start, position);
    }

    String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    long number() throws IOException {
        if (wireType != VARINT) {
            throw new IOException("field " + field + " has another wire type than expected");
        }
        return varint();
    }

    void skip() throws IOException {
        switch (wireType) {
            case VARINT -> varint();
            case BYTES -> enter();
            case FIXED64 -> advance(8);
            case FIXED32 -> advance(4);
            default -> throw new IOException("wire type " + wireType + " is unknown");
        }
    }

    private void advance(int length) throws IOException {
        require(length);
        position += length;
    }
}
