package io.dyff.operator.controller.status;

import io.dyff.operator.api.RowProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads how far an evaluation is from the log of its client, which says so in a line every few seconds: see "While it
 * runs" in docs/outcomes.md. Lines with words of others begin otherwise.
 */
public final class RowsTold {

    private static final Pattern LINE = Pattern.compile(
            "^(\\d{1,18})/(\\d{1,18}) done, \\d+ stored, (\\d{1,9}(?:\\.\\d)?)/s, \\d+ retries, (\\d{1,18}) without an answer$",
            Pattern.MULTILINE);

    private RowsTold() {}

    /** What the last such line says; empty when there is none. */
    public static Optional<RowProgress> last(String log, Instant now) {
        return LINE.matcher(log).results().reduce((earlier, later) -> later).map(line -> read(line, now));
    }

    private static RowProgress read(MatchResult line, Instant now) {
        long left = Long.parseLong(line.group(2)) - Long.parseLong(line.group(1));
        double rate = Double.parseDouble(line.group(3));
        return new RowProgress(
                line.group(1) + "/" + line.group(2),
                Long.parseLong(line.group(4)),
                line.group(3),
                left > 0 && rate > 0 && left / rate < Duration.ofDays(3_650).toSeconds()
                        ? now.plusSeconds((long) (left / rate))
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()
                        : null);
    }
}
