package io.dyff.node.image;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container image's name in its parts: {@code [host[:port]/]repository[:tag][@algorithm:hex]}.
 *
 * @param host registry host with its port, or null
 * @param repository path below the host, such as {@code dyff/workflows/mock}
 * @param tag or null
 * @param digest such as {@code sha256:…}, or null
 */
public record ImageReference(
        @Nullable String host,
        String repository,
        @Nullable String tag,
        @Nullable String digest) {

    private static final Pattern HOST = Pattern.compile(
            "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?");
    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
    private static final Pattern DIGEST =
            Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}");

    /**
     * Reads a reference.
     *
     * @throws ImageException with reason InvalidImageName
     */
    public static ImageReference parse(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 1024) {
            throw invalid(text);
        }
        String rest = text;
        String digest = null;
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = rest.substring(at + 1);
            rest = rest.substring(0, at);
        }
        String tag = null;
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
        }
        String host = null;
        int slash = rest.indexOf('/');
        if (slash > 0 && isHost(rest.substring(0, slash))) {
            host = rest.substring(0, slash);
            rest = rest.substring(slash + 1);
        }
        if (!matches(HOST, host)
                || !REPOSITORY.matcher(rest).matches()
                || !matches(TAG, tag)
                || !matches(DIGEST, digest)) {
            throw invalid(text);
        }
        return new ImageReference(host, rest, tag, digest);
    }

    private static boolean isHost(String first) {
        return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    }

    private static boolean matches(Pattern pattern, @Nullable String part) {
        return part == null || pattern.matcher(part).matches();
    }

    private static ImageException invalid(@Nullable String text) {
        return new ImageException(
                "InvalidImageName",
                "couldn't parse image name \"" + (text == null ? "" : text) + "\": invalid reference format");
    }
}
