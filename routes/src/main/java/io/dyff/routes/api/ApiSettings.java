package io.dyff.routes.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the HTTP contract.
 *
 * @param publicUrl where clients reach this service; signed URLs begin with it; the default suits one machine
 * @param visibilityWait how long a write waits until it is visible to readers, before its answer says that it is pending
 * @param lagLimit how long something written may stay invisible before new writes are refused
 * @param queryLimit how many entities a query answers that asks for no number
 * @param queryLimitMax how many entities a query answers at most
 * @param querySortMax how many entities a query sorts by a field that has no index
 * @param openChallenges accounts whose challenges any team takes part in at once, as older clients expect; {@code *} for all
 * @param unlimitedSubmitters accounts whose submissions to challenges no cycle limits
 */
@ConfigurationProperties("dyff.api")
public record ApiSettings(
        @Nullable String publicUrl,
        Duration visibilityWait,
        Duration lagLimit,
        Integer queryLimit,
        Integer queryLimitMax,
        Integer querySortMax,
        Set<String> openChallenges,
        Set<String> unlimitedSubmitters) {

    public ApiSettings {
        visibilityWait = Objects.requireNonNullElse(visibilityWait, Duration.ofSeconds(4));
        lagLimit = Objects.requireNonNullElse(lagLimit, Duration.ofSeconds(10));
        queryLimit = Objects.requireNonNullElse(queryLimit, 1_000);
        queryLimitMax = Objects.requireNonNullElse(queryLimitMax, 10_000);
        querySortMax = Objects.requireNonNullElse(querySortMax, 10_000);
        openChallenges = Set.copyOf(Objects.requireNonNullElse(openChallenges, Set.of()));
        unlimitedSubmitters = Set.copyOf(Objects.requireNonNullElse(unlimitedSubmitters, Set.of()));
    }
}
