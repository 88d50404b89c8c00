package io.dyff.operator.steps.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** What became of one request. */
sealed interface Answer {

    record Success(JsonNode body) implements Answer {}

    /** The service blames the request: the same request will never be answered. */
    record BadRequest(String message) implements Answer {}

    /** The request did not reach something that takes it at all; no item of the dataset would fare better. */
    record Misdirected(String message) implements Answer {}

    /** @param retryAfter when the service asked for a certain wait */
    record Transient(String message, Optional<Duration> retryAfter) implements Answer {}

    /** Answered, but not with JSON of a bearable size. */
    record Unusable(String message) implements Answer {}
}
