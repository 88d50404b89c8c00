package io.dyff.routes.orchestrate;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Options of the orchestrator. Durations are written like {@code 24h} or {@code 30s}: routes and statements read them too.
 *
 * @param dependencyTimeout how long an entity waits for a dependency that nobody knows; 24 hours
 * @param keepFinished how long the custom resource of a finished entity is kept, from when its end was seen; 10 minutes
 * @param maxLive how many custom resources there may be at a time, finished ones included; 2000
 * @param sweepPeriod how often custom resources and rows are compared; 30 seconds
 * @param images images of runners that name none
 */
@ConfigurationProperties("dyff.orchestrate")
public record OrchestrateSettings(
        Duration dependencyTimeout, Duration keepFinished, long maxLive, Duration sweepPeriod, Images images) {

    public OrchestrateSettings {
        dependencyTimeout = Objects.requireNonNullElse(dependencyTimeout, Duration.ofHours(24));
        keepFinished = Objects.requireNonNullElse(keepFinished, Duration.ofMinutes(10));
        maxLive = maxLive == 0 ? 2000 : maxLive;
        sweepPeriod = Objects.requireNonNullElse(sweepPeriod, Duration.ofSeconds(30));
        images = Objects.requireNonNullElse(images, new Images(null));
    }

    /**
     * Images by kind of runner.
     *
     * @param mock the mock model
     */
    public record Images(@Nullable String mock) {
        private static final String MOCK = "dyff/workflows/inferenceservice-mock"
                + "@sha256:f7becd37affa559a60e7ef2d3a0b1e4766e6cd6438cef701d58d2653767e7e54";

        public Images {
            mock = Objects.requireNonNullElse(mock, MOCK);
        }
    }
}
