package io.dyff.routes.http.security;

import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How much one account may ask of one process of the api.
 *
 * @param perSecond requests a second in the long run; 0 for no limit
 * @param burst requests at once after a quiet time
 */
@ConfigurationProperties("dyff.api.rate")
record RateSettings(Long perSecond, Long burst) {
    RateSettings {
        perSecond = Objects.requireNonNullElse(perSecond, 200L);
        burst = Math.max(Objects.requireNonNullElse(burst, 2_000L), 1);
        if (perSecond < 0) {
            throw new IllegalArgumentException("dyff.api.rate.per-second is " + perSecond + "; 0 means no limit");
        }
    }
}
