package io.dyff.routes.api.watch;

import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Bounds of the streams of one process.
 *
 * @param streams how many at once
 * @param streamsPerToken how many of them for one token
 * @param backlog how many changed entities may wait for one slow reader, before it is cut off
 * @param heartbeat how long a stream is silent at most
 * @param retry how long a client waits before it connects again
 */
@ConfigurationProperties("dyff.api.watch")
public record WatchSettings(
        Integer streams, Integer streamsPerToken, Integer backlog, Duration heartbeat, Duration retry) {

    public WatchSettings {
        streams = Objects.requireNonNullElse(streams, 1_000);
        streamsPerToken = Objects.requireNonNullElse(streamsPerToken, 16);
        backlog = Objects.requireNonNullElse(backlog, 1_000);
        heartbeat = Objects.requireNonNullElse(heartbeat, Duration.ofSeconds(15));
        retry = Objects.requireNonNullElse(retry, Duration.ofSeconds(2));
    }
}
