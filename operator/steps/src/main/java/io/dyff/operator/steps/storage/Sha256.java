package io.dyff.operator.steps.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** SHA-256 digests; as text, 64 small hex digits and nothing else. */
public final class Sha256 {

    private static final int CHUNK = 1 << 18;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return hex(digest.digest());
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    public static boolean isHex(String text) {
        return HEX.matcher(text).matches();
    }

    /** Empty unless the text is spelled as {@link #hex} would. */
    public static Optional<byte[]> parse(String hex) {
        return isHex(hex) ? Optional.of(HexFormat.of().parseHex(hex)) : Optional.empty();
    }

    private Sha256() {}
}
