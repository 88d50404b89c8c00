package io.dyff.operator.kubectl.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Makes sentences of what the client throws. */
final class Refusals {

    private Refusals() {}

    /** @param url of the cluster that was asked */
    static PluginException explain(KubernetesClientException e, String url) {
        if (e.getCode() <= 0) {
            return new PluginException(ExitCode.UNAVAILABLE, "no cluster answers at %s: %s".formatted(url, root(e)));
        }
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_FORBIDDEN -> new PluginException(ExitCode.FORBIDDEN, words(e));
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                new PluginException(
                        ExitCode.FORBIDDEN,
                        "%s does not know this user: its credentials are missing or have expired".formatted(url));
            default -> new PluginException(ExitCode.FAILED, "%s answers: %s".formatted(url, words(e)));
        };
    }

    /** As the server says it: for what is forbidden, with user, verb, resource and namespace. */
    static String words(KubernetesClientException e) {
        String said = e.getStatus() == null ? null : e.getStatus().getMessage();
        return said == null ? String.valueOf(e.getMessage()) : said;
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String said = cause.getMessage();
        return cause.getClass().getSimpleName() + (said == null ? "" : ": " + said);
    }
}
