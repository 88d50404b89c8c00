package io.dyff.routes.entity;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.InvalidUrlException;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder.ParserType;

/**
 * The normal form of a web address: read as browsers and the released clients read it (url.spec.whatwg.org), and written
 * as a URI (RFC 3986), with at least {@code /} as its path.
 */
final class HttpUrl {
    /** As the released clients have it. */
    private static final int MAX_LENGTH = 2083;

    private static final Set<String> SCHEMES = Set.of("http", "https");
    /** RFC 3986, appendix A: what no path, query or fragment may hold as it is. */
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._~:/?@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})");

    private static final HexFormat HEX = HexFormat.of().withUpperCase().withPrefix("%");

    private HttpUrl() {}

    /** Empty when the text is no web address. */
    static Optional<String> normal(String text) {
        try {
            return Optional.of(UriComponentsBuilder.fromUriString(text, ParserType.WHAT_WG)
                            .build())
                    .filter(HttpUrl::isWeb)
                    .map(HttpUrl::written)
                    .filter(url -> url.length() <= MAX_LENGTH);
        } catch (InvalidUrlException e) {
            return Optional.empty();
        }
    }

    private static boolean isWeb(UriComponents url) {
        return url.getScheme() != null
                && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
                && url.getHost() != null;
    }

    private static String written(UriComponents url) {
        String path = safe(url.getPath());
        return UriComponentsBuilder.newInstance()
                .scheme(url.getScheme())
                .userInfo(safe(url.getUserInfo()))
                .host(url.getHost())
                .port(url.getPort())
                .path(path == null || path.isEmpty() ? "/" : path)
                .query(safe(url.getQuery()))
                .fragment(safe(url.getFragment()))
                .build()
                .toUriString();
    }

    private static @Nullable String safe(@Nullable String part) {
        return part == null
                ? null
                : UNSAFE.matcher(part)
                        .replaceAll(unsafe -> HEX.formatHex(unsafe.group().getBytes(StandardCharsets.UTF_8)));
    }
}
