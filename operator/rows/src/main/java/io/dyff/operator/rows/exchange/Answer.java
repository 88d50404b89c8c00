package io.dyff.operator.rows.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of one request. */
public sealed interface Answer {

    /** HTTP status; null when there was no answer. */
    @Nullable
    Integer status();

    /** For people; what went wrong. */
    String message();

    /** @param repaired characters without a UTF-8 form, replaced by U+FFFD */
    record Success(@Nullable Integer status, JsonNode body, int repaired) implements Answer {
        @Override
        public String message() {
            return "answered";
        }
    }

    /** The service blames the request: the same request will never be answered. */
    record BadRequest(@Nullable Integer status, String message) implements Answer {}

    /** The request did not reach something that takes it at all; no item of the dataset would fare better. */
    record Misdirected(@Nullable Integer status, String message) implements Answer {}

    /** @param retryAfter when the service asked for a certain wait */
    record Transient(@Nullable Integer status, String message, Optional<Duration> retryAfter) implements Answer {}

    /** There was no answer in time. */
    record TimedOut(String message) implements Answer {
        @Override
        public @Nullable Integer status() {
            return null;
        }
    }

    /** Answered, but not with JSON of a bearable size that holds an answer. */
    record Unusable(@Nullable Integer status, String message) implements Answer {}
}
