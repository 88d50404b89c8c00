package io.dyff.operator.steps.evidence;

import java.util.Base64;
import java.util.Optional;

/** Base64 with one spelling for each value (RFC 4648 sections 3.5, 4 and 5): what would not be written so is not read. */
final class Base64Text {

    /** The standard alphabet, padded. */
    static Optional<byte[]> standard(String text) {
        return decode(Base64.getDecoder(), text)
                .filter(bytes -> Base64.getEncoder().encodeToString(bytes).equals(text));
    }

    /** The alphabet for URLs, without padding, as JSON Web Keys have it. */
    static Optional<byte[]> url(String text) {
        return decode(Base64.getUrlDecoder(), text)
                .filter(bytes -> urlText(bytes).equals(text));
    }

    static String urlText(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<byte[]> decode(Base64.Decoder decoder, String text) {
        try {
            return Optional.of(decoder.decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Base64Text() {}
}
