package io.dyff.routes.api.dispatch;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/** The headers that an answer may carry; nothing that a request brought finds its way back. */
final class AnswerHeaders implements HeaderFilterStrategy {
    private static final Set<String> ALLOWED = Set.of(
            "content-type",
            "www-authenticate",
            "retry-after",
            "warning",
            "etag",
            "cache-control",
            "dyff-visibility",
            "dyff-truncated");

    /** On the way out; true drops the header. */
    @Override
    public boolean applyFilterToCamelHeaders(String name, @Nullable Object value, Exchange exchange) {
        return !ALLOWED.contains(name.toLowerCase(Locale.ROOT));
    }

    /** On the way in all are dropped; steps ask the request itself for the few they know. */
    @Override
    public boolean applyFilterToExternalHeaders(String name, @Nullable Object value, Exchange exchange) {
        return true;
    }
}
