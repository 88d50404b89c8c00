package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How far the client of an evaluation says it is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RowProgress(
        @JsonPropertyDescription(
                "Rows that have an outcome, of all, such as 1200/2000; each counts once per replication.")
        String done,

        @JsonPropertyDescription("Of those that have an outcome: rows without an answer.")
        long unanswered,

        @JsonPropertyDescription("Rows per second that this try of the client has come to, such as 12.5.")
        String perSecond,

        @JsonPropertyDescription("When all would be done at this rate, in RFC 3339.") @Nullable
        String expectedEnd) {}
