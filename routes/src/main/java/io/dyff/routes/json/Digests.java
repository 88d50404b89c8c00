package io.dyff.routes.json;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests that every JVM has, without the exception that says it might not. */
public final class Digests {
    private Digests() {}

    /** @param algorithm such as {@code SHA-256} */
    public static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no " + algorithm, e);
        }
    }
}
