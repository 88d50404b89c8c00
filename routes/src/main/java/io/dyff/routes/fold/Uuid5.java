package io.dyff.routes.fold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids derived from ids: uuid5 with the parent as its namespace (RFC 9562), as 32 hex digits. */
public final class Uuid5 {
    private static final int BYTES = 16;

    private Uuid5() {}

    /**
     * @param parent 32 hex digits
     * @param name any text
     */
    public static String of(String parent, String name) {
        byte[] hash = sha1().digest(ByteBuffer.allocate(BYTES + name.getBytes(StandardCharsets.UTF_8).length)
                .put(HexFormat.of().parseHex(parent))
                .put(name.getBytes(StandardCharsets.UTF_8))
                .array());
        hash[6] = (byte) ((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
