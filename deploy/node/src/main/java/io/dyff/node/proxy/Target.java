package io.dyff.node.proxy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request wants to go, and what it asks there.
 *
 * @param path with its query, as the host is asked for it
 */
record Target(String host, int port, String path) {

    private static final Pattern ABSOLUTE =
            Pattern.compile("(?i:http)://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?((?:[/?][^#]*)?)");

    /** Reads the absolute form that forward proxies are asked in; nothing when it is another. */
    static Optional<Target> of(String uri) {
        Matcher parts = ABSOLUTE.matcher(uri);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String rest = parts.group(3);
        int port = parts.group(2) == null ? 80 : Integer.parseInt(parts.group(2));
        return Optional.of(new Target(parts.group(1), port, rest.startsWith("/") ? rest : "/" + rest));
    }
}
