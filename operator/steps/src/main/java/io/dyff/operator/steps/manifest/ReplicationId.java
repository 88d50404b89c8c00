package io.dyff.operator.steps.manifest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Names derived from other names: uuid5 as 32 hex digits (RFC 9562 section 5.5, contract/schema.md section 16.1). */
public final class ReplicationId {

    private static final int UUID_BYTES = 16;

    public static String of(String evaluation, int index) {
        return namespaced(evaluation, Integer.toString(index));
    }

    static String namespaced(String namespace, String name) {
        MessageDigest sha1;
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
        sha1.update(HexFormat.of().parseHex(namespace));
        byte[] uuid = Arrays.copyOf(sha1.digest(name.getBytes(StandardCharsets.UTF_8)), UUID_BYTES);
        uuid[6] = (byte) (uuid[6] & 0x0f | 0x50);
        uuid[8] = (byte) (uuid[8] & 0x3f | 0x80);
        return HexFormat.of().formatHex(uuid);
    }

    private ReplicationId() {}
}
