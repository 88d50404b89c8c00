package io.dyff.operator.steps.model;

import io.dyff.operator.steps.StepFailure;
import io.dyff.operator.steps.http.EnvironmentProxy;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * GET requests to a hub. Redirects are followed, and the token goes to the hub alone. Built on the older of Java's HTTP
 * clients, because its reads have a time-out: a download that stands still must end some time.
 */
final class HubClient {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 10;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 60_000;

    private final HubSettings settings;
    private final EnvironmentProxy proxy;

    HubClient(HubSettings settings, EnvironmentProxy proxy) {
        this.settings = settings;
        this.proxy = proxy;
    }

    /**
     * @param path below the endpoint, escaped
     * @param from the first byte that is wanted; the answer may begin before it
     * @param what is asked for, for messages
     * @throws IOException when another try may help
     * @throws StepFailure when the hub refuses
     */
    HubResponse get(String path, long from, String what) throws IOException, StepFailure {
        URI uri = URI.create(settings.endpoint() + path);
        Map<String, String> told = Map.of();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpURLConnection connection = open(uri, from);
            int status = connection.getResponseCode();
            Map<String, String> fields = HubResponse.fields(connection);
            if (status == 200 || status == 206) {
                return new HubResponse(connection, told.isEmpty() ? fields : told);
            }
            connection.disconnect();
            if (!REDIRECTS.contains(status)) {
                throw HubRefusal.of(status, fields, settings.isHub(uri), what);
            }
            told = settings.isHub(uri) ? fields : told;
            uri = next(uri, fields.getOrDefault("location", ""));
        }
        throw new IOException(what + ": more than " + MOST_REDIRECTS + " redirects");
    }

    private HttpURLConnection open(URI uri, long from) throws IOException {
        var connection =
                (HttpURLConnection) uri.toURL().openConnection(proxy.select(uri).getFirst());
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setRequestProperty("User-Agent", "dyff-fetch-model");
        connection.setRequestProperty("Accept-Encoding", "identity");
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=" + from + "-");
        }
        if (settings.isHub(uri)) {
            settings.token().ifPresent(token -> connection.setRequestProperty("Authorization", "Bearer " + token));
        }
        return connection;
    }

    private static URI next(URI from, String location) throws IOException {
        try {
            URI uri = from.resolve(location);
            boolean secure = "https".equalsIgnoreCase(uri.getScheme());
            boolean plain = "http".equalsIgnoreCase(uri.getScheme());
            if (!location.isEmpty() && uri.getHost() != null && (secure || plain && !isSecure(from))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("the hub redirects to no URL", e);
        }
        throw new IOException("the hub redirects to no place that may be followed");
    }

    private static boolean isSecure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }
}
