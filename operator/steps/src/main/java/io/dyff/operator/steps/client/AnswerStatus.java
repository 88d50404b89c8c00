package io.dyff.operator.steps.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts HTTP statuses that are not success.
 *
 * <p>Bad requests, which badRequestPolicy decides about, are those that judge the body: 400, 413 (too large for the
 * model), 415 (wrong kind of body) and 422 (well-formed, but refused, as validating frameworks answer). Transient are
 * 408, 425, 429 and all of 5xx. Everything else, such as 401, 404 and 405 or a redirection, means that the endpoint or
 * the service's set-up is wrong: every other item would get the same answer, so skipping would turn a typing error
 * into an evaluation full of nulls; it always aborts.
 */
final class AnswerStatus {

    private static final Set<Integer> BAD_REQUEST = Set.of(400, 413, 415, 422);
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);
    /** Those that may say when to come back (RFC 9110 section 10.2.3, RFC 6585 section 4). */
    private static final Set<Integer> SAYS_WHEN = Set.of(429, 503);

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    /**
     * @param retryAfter the header's value; only whole seconds are understood
     * @param excerpt beginning of the body, for messages
     */
    static Answer sort(int status, Optional<String> retryAfter, String excerpt) {
        String message = "HTTP " + status + (excerpt.isBlank() ? "" : " " + excerpt);
        if (BAD_REQUEST.contains(status)) {
            return new Answer.BadRequest(message);
        }
        if (TRANSIENT.contains(status) || status >= 500) {
            return new Answer.Transient(
                    message, SAYS_WHEN.contains(status) ? retryAfter.flatMap(AnswerStatus::seconds) : Optional.empty());
        }
        return new Answer.Misdirected(message);
    }

    private static Optional<Duration> seconds(String value) {
        if (!value.strip().matches("\\d{1,9}")) {
            return Optional.empty();
        }
        Duration wait = Duration.ofSeconds(Long.parseLong(value.strip()));
        return Optional.of(wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait);
    }

    private AnswerStatus() {}
}
