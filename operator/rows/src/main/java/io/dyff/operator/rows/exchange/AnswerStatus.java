package io.dyff.operator.rows.exchange;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts HTTP statuses that are not success.
 *
 * <p>Misdirected are redirections and those that judge the address or the caller: 401, 404, 405 and 407. Every other item
 * would get the same answer, so skipping would turn a typing error into an evaluation full of nulls; they always abort.
 * Transient are 408, 425, 429 and all of 5xx. The rest of 4xx judges the request, and badRequestPolicy decides about it.
 */
public final class AnswerStatus {

    private static final Set<Integer> MISDIRECTED = Set.of(401, 404, 405, 407);
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);
    /** Those that may say when to come back (RFC 9110 section 10.2.3, RFC 6585 section 4). */
    private static final Set<Integer> SAYS_WHEN = Set.of(429, 503);
    /** Those that judge the body, however many rows get them: bad, too large, of the wrong kind, refused by a validator. */
    private static final Set<Integer> JUDGES_BODY = Set.of(400, 413, 415, 422);

    /** @param excerpt beginning of the body, for messages */
    public static Answer sort(int status, HttpHeaders headers, String excerpt) {
        String message = "HTTP " + status + (excerpt.isBlank() ? "" : " " + excerpt);
        if (TRANSIENT.contains(status) || status >= 500) {
            return new Answer.Transient(
                    status,
                    message,
                    SAYS_WHEN.contains(status)
                            ? headers.firstValue("Retry-After").flatMap(RetryAfter::parse)
                            : Optional.empty());
        }
        if (status / 100 == 4 && !MISDIRECTED.contains(status)) {
            return new Answer.BadRequest(status, message);
        }
        return new Answer.Misdirected(
                status,
                headers.firstValue("Location").map(to -> message + " to " + to).orElse(message));
    }

    /** Whether a bad request of this status says nothing about the service's set-up, even when all rows get it. */
    public static boolean judgesBody(int status) {
        return JUDGES_BODY.contains(status);
    }

    private AnswerStatus() {}
}
