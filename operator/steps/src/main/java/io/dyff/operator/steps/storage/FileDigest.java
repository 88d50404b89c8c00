package io.dyff.operator.steps.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file is told by.
 *
 * @param size in bytes
 * @param sha256 in hexadecimal digits
 */
public record FileDigest(long size, String sha256) {

    public static FileDigest of(Path file) throws IOException {
        try (var digest =
                new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            long size = Files.copy(file, digest);
            return new FileDigest(
                    size, HexFormat.of().formatHex(digest.getMessageDigest().digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
