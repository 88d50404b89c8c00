package io.dyff.routes.api.logs;

import io.dyff.routes.http.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request for logs asks for. Source: contract/api.md section 15.
 *
 * @param limit how many lines at most, the newest
 * @param since only what is newer, all when absent
 */
record LogsRequest(int limit, @Nullable Instant since) {
    static final int DEFAULT_LIMIT = 1_000;

    /** Who asks for more gets so many. */
    static final int MAX_LIMIT = 10_000;

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SPAN = Pattern.compile("(?<count>[0-9]{1,9})(?<unit>[smhd])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    /** Reads the parameters; nonsense is a 422 that names its own. */
    static LogsRequest of(@Nullable String limit, @Nullable String since, Instant now) {
        return new LogsRequest(limit(limit), since(since, now));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (!COUNT.matcher(text).matches() || Long.parseLong(text) == 0) {
            throw Problem.invalid("limit", "must be a whole number from 1 to " + MAX_LIMIT)
                    .exception();
        }
        return (int) Math.min(MAX_LIMIT, Long.parseLong(text));
    }

    private static @Nullable Instant since(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw Problem.invalid("since", "must be a number and s, m, h or d, such as 30s, 1h or 2d")
                    .exception();
        }
        Duration unit = Objects.requireNonNull(UNITS.get(span.group("unit")));
        Instant begin = now.minus(unit.multipliedBy(Long.parseLong(span.group("count"))));
        return begin.isBefore(Instant.EPOCH) ? Instant.EPOCH : begin;
    }
}
