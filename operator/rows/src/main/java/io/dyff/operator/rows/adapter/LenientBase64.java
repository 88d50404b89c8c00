package io.dyff.operator.rows.adapter;

import java.io.ByteArrayOutputStream;

/** Base64 as Python reads it by default: what is not of the alphabet is skipped, and the first full padding is the end. */
final class LenientBase64 {

    private LenientBase64() {}

    static byte[] decode(String text) throws AdapterException {
        var bytes = new ByteArrayOutputStream(text.length() / 4 * 3 + 3);
        int bits = 0;
        int place = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127) {
                throw new AdapterException("base64 holds a character that is not ASCII");
            }
            int value = value(c);
            if (c == '=' && place >= 2 && place + ++padding >= 4) {
                return bytes.toByteArray();
            }
            if (value >= 0) {
                padding = 0;
                bits = bits << 6 | value;
                if (place > 0) {
                    bytes.write(bits >> (6 - 2 * place));
                }
                place = (place + 1) % 4;
            }
        }
        if (place != 0) {
            throw new AdapterException("base64 ends in the middle of a byte");
        }
        return bytes.toByteArray();
    }

    private static int value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}
