package io.dyff.operator.steps.model;

import io.dyff.operator.steps.StepFailure;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which hub a model comes from, as a step finds it in its environment; the names are those of the hub's own client.
 *
 * @param endpoint without a slash at its end
 * @param token that opens private and gated repositories
 */
record HubSettings(URI endpoint, Optional<String> token) {

    static final String STANDARD = "https://huggingface.co";

    /** What an HTTP header can carry. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    /** @throws StepFailure naming the variable that is wrong, never its value */
    static HubSettings fromEnvironment(Map<String, String> environment) throws StepFailure {
        String token = environment.getOrDefault("HF_TOKEN", "").strip();
        if (!token.isEmpty() && !TOKEN.matcher(token).matches()) {
            throw new StepFailure(FetchExit.UNUSABLE_INPUT, "The environment variable HF_TOKEN holds no token.");
        }
        return new HubSettings(
                endpoint(environment.getOrDefault("HF_ENDPOINT", "").strip()),
                Optional.of(token).filter(text -> !text.isEmpty()));
    }

    private static URI endpoint(String text) throws StepFailure {
        try {
            URI uri = URI.create((text.isEmpty() ? STANDARD : text).replaceFirst("/+$", ""));
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw notAnEndpoint();
        }
        throw notAnEndpoint();
    }

    private static StepFailure notAnEndpoint() {
        return new StepFailure(
                FetchExit.UNUSABLE_INPUT,
                "The environment variable HF_ENDPOINT must be a URL such as " + STANDARD + ", without a password.");
    }

    /** Whether a request to that place may carry the token: to the hub alone, whatever it redirects to. */
    boolean isHub(URI uri) {
        return endpoint.getScheme().equalsIgnoreCase(uri.getScheme())
                && endpoint.getHost().equalsIgnoreCase(uri.getHost())
                && port(endpoint) == port(uri);
    }

    private static int port(URI uri) {
        int standard = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        return uri.getPort() < 0 ? standard : uri.getPort();
    }

    /** Leaves the token out. */
    @Override
    public String toString() {
        return endpoint + (token.isPresent() ? " with a token" : " without a token");
    }
}
