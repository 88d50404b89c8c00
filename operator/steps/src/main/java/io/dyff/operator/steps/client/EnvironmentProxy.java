package io.dyff.operator.steps.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends http requests through {@code http_proxy}, except to the hosts of {@code no_proxy}, as other HTTP programs do. */
final class EnvironmentProxy extends ProxySelector {

    private final @Nullable Proxy proxy;
    private final List<String> direct;

    /** @throws IllegalArgumentException when http_proxy is not a URL with host and port */
    EnvironmentProxy(Map<String, String> environment) {
        proxy = proxy(firstOf(environment, "http_proxy", "HTTP_PROXY"));
        direct = Arrays.stream(firstOf(environment, "no_proxy", "NO_PROXY").split(","))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
    }

    private static String firstOf(Map<String, String> environment, String name, String other) {
        return environment.getOrDefault(name, environment.getOrDefault(other, ""));
    }

    private static @Nullable Proxy proxy(String url) {
        if (url.isBlank()) {
            return null;
        }
        URI uri = URI.create(url.contains("://") ? url : "http://" + url);
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException("http_proxy must be a URL with host and port, got " + url);
        }
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(uri.getHost(), uri.getPort()));
    }

    boolean isUsedFor(URI uri) {
        return !select(uri).contains(Proxy.NO_PROXY);
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return List.of(proxy == null || direct.stream().anyMatch(rule -> covers(rule, host)) ? Proxy.NO_PROXY : proxy);
    }

    private static boolean covers(String rule, String host) {
        String domain = rule.replaceFirst("^\\*?\\.", "");
        return rule.equals("*") || host.equals(domain) || host.endsWith("." + domain);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException cause) {
        // The request itself fails with the same cause.
    }
}
