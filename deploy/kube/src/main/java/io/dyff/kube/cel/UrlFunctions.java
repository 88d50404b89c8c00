package io.dyff.kube.cel;

import static io.dyff.kube.cel.Kind.BOOL;
import static io.dyff.kube.cel.Kind.STRING;
import static io.dyff.kube.cel.Overload.global;
import static io.dyff.kube.cel.Overload.member;

import dev.cel.common.exceptions.CelInvalidArgumentException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Absolute URLs, and paths that begin with a slash. */
final class UrlFunctions {

    private static final Kind<URI> URL = Kind.opaque("kubernetes.URL", URI.class);

    private UrlFunctions() {}

    static List<Overload> all() {
        return List.of(
                global("url", URL, STRING, UrlFunctions::require),
                global("isURL", BOOL, STRING, text -> parse(text).isPresent()),
                member("getScheme", STRING, URL, url -> orEmpty(url.getScheme())),
                member("getHost", STRING, URL, UrlFunctions::hostAndPort),
                member("getHostname", STRING, URL, url -> hostname(url).replaceAll("^\\[|\\]$", "")),
                member("getPort", STRING, URL, url -> url.getPort() < 0 ? "" : Integer.toString(url.getPort())),
                member("getEscapedPath", STRING, URL, url -> orEmpty(url.getRawPath())));
    }

    private static Optional<URI> parse(String text) {
        try {
            URI url = new URI(text);
            boolean path = url.getScheme() == null && text.startsWith("/");
            return url.isAbsolute() && !url.isOpaque() || path ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static URI require(String text) {
        return parse(text)
                .orElseThrow(
                        () -> new CelInvalidArgumentException("URL parse error during conversion from string: parse \""
                                + text + "\": invalid URI for request"));
    }

    private static String hostname(URI url) {
        return orEmpty(url.getHost());
    }

    private static String hostAndPort(URI url) {
        return url.getPort() < 0 ? hostname(url) : hostname(url) + ":" + url.getPort();
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String part) {
        return Objects.requireNonNullElse(part, "");
    }
}
