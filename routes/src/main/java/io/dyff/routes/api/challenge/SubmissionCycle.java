package io.dyff.routes.api.challenge;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The window of time in which a team's submissions to a task count together: {@code [epoch + n * duration, epoch + (n + 1)
 * * duration)}. Source: contract/api.md section 11.5.
 *
 * @param begin of the window that holds a time
 * @param limit of submissions in it
 */
record SubmissionCycle(Instant begin, long limit) {

    /** @param schedule of a task, with its defaults written out */
    static SubmissionCycle of(JsonNode schedule, Instant now) {
        Instant epoch = OffsetDateTime.parse(
                        schedule.path("submissionCycleEpoch").asText("1970-01-01T00:00:00Z"))
                .toInstant();
        long cycle = Math.max(
                1,
                Duration.parse(schedule.path("submissionCycleDuration").asText("P1D"))
                        .toMillis());
        long passed = Math.floorDiv(now.toEpochMilli() - epoch.toEpochMilli(), cycle);
        return new SubmissionCycle(
                epoch.plusMillis(passed * cycle),
                schedule.path("submissionLimitPerCycle").asLong(1));
    }

    /** True when a submission after so many others of the same window is too many. */
    boolean isUsedUpBy(long others) {
        return others >= limit;
    }
}
