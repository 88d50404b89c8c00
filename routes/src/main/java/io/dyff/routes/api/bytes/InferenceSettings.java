package io.dyff.routes.api.bytes;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How sessions are reached.
 *
 * @param proxy forward proxy to their Services, where no cluster network leads there; none when absent
 * @param connectTimeout for one connection to a session
 * @param readyTimeout for the question whether a session is ready
 */
@ConfigurationProperties("dyff.inference")
public record InferenceSettings(@Nullable URI proxy, Duration connectTimeout, Duration readyTimeout) {

    public InferenceSettings {
        connectTimeout = Objects.requireNonNullElse(connectTimeout, Duration.ofSeconds(5));
        readyTimeout = Objects.requireNonNullElse(readyTimeout, Duration.ofMillis(500));
    }
}
