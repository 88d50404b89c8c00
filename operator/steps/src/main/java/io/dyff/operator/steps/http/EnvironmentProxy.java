package io.dyff.operator.steps.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sends requests through {@code http_proxy} or {@code https_proxy}, as their scheme says, except to the hosts of
 * {@code no_proxy}, as other HTTP programs do.
 */
public final class EnvironmentProxy extends ProxySelector {

    private final Map<String, Proxy> proxies = new HashMap<>();
    private final List<String> direct;

    /** @throws IllegalArgumentException when a proxy is not a URL with host and port */
    public EnvironmentProxy(Map<String, String> environment) {
        for (String scheme : List.of("http", "https")) {
            String name = scheme + "_proxy";
            String url = firstOf(environment, name, name.toUpperCase(Locale.ROOT));
            if (!url.isBlank()) {
                proxies.put(scheme, proxy(name, url));
            }
        }
        direct = Arrays.stream(firstOf(environment, "no_proxy", "NO_PROXY").split(","))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
    }

    private static String firstOf(Map<String, String> environment, String name, String other) {
        return environment.getOrDefault(name, environment.getOrDefault(other, ""));
    }

    private static Proxy proxy(String name, String url) {
        URI uri = URI.create(url.contains("://") ? url : "http://" + url);
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException(name + " must be a URL with host and port");
        }
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(uri.getHost(), uri.getPort()));
    }

    /** Whether the request goes to a proxy. */
    public boolean isUsedFor(URI uri) {
        return !select(uri).contains(Proxy.NO_PROXY);
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        Proxy proxy = proxies.getOrDefault(uri.getScheme().toLowerCase(Locale.ROOT), Proxy.NO_PROXY);
        return List.of(direct.stream().anyMatch(rule -> covers(rule, host)) ? Proxy.NO_PROXY : proxy);
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
