package io.dyff.kube.controllers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names of children that follow from their owner, so that making a child twice meets "already exists" instead of a
 * second child, however old the cache is.
 */
public final class Names {

    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int LONGEST_OWNER = 57;

    private Names() {}

    /** A short text that looks random and follows from its parts. */
    public static String hash(int length, String... parts) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++) {
                text.append(LETTERS.charAt((digest[i] & 0xff) % LETTERS.length()));
            }
            return text.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The name of the owner's child number {@code index}. */
    public static String child(String owner, String uid, int index) {
        String start = owner.length() > LONGEST_OWNER ? owner.substring(0, LONGEST_OWNER) : owner;
        return start + "-" + hash(5, uid, Integer.toString(index));
    }
}
