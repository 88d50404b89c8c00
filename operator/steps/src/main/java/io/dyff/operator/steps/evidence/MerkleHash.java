package io.dyff.operator.steps.evidence;

import io.dyff.operator.steps.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The hashes of a Merkle tree of 32 bytes each: RFC 6962 section 2.1. Not for several threads at once. */
final class MerkleHash {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256 = Sha256.digest();

    byte[] empty() {
        return sha256.digest();
    }

    byte[] leaf(byte[] entry) {
        sha256.update(LEAF);
        return sha256.digest(entry);
    }

    /** Of a row's text. */
    byte[] leaf(String text) {
        return leaf(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] node(byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }
}
