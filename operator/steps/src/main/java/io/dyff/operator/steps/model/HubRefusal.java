package io.dyff.operator.steps.model;

import io.dyff.operator.rows.ReadableText;
import io.dyff.operator.steps.StepFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sorts the answers of a hub that are none: what another try may cure, and what the user has to. */
final class HubRefusal {

    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    private static final int LONGEST_TEXT = 300;

    private HubRefusal() {}

    /**
     * @param fields of the answer, names in lower case
     * @param byHub false for a place that the hub sent us to: it is asked anew by a new link
     * @return never; declared for {@code throw}
     */
    static StepFailure of(int status, Map<String, String> fields, boolean byHub, String what) throws IOException {
        if (!byHub || status / 100 != 4 || PASSING.contains(status)) {
            throw new HubBusyException(what + ": HTTP " + status, retryAfter(fields));
        }
        return sort(status, fields.getOrDefault("x-error-code", ""), what, said(fields));
    }

    /** A missing repository and one that is hidden look alike unless the hub says more. */
    private static StepFailure sort(int status, String code, String what, String said) {
        return switch (code) {
            case "GatedRepo" ->
                new StepFailure(
                        FetchExit.NOT_ALLOWED,
                        "The hub keeps " + what + " behind a gate that the token does not open" + said);
            case "RepoNotFound" ->
                new StepFailure(
                        FetchExit.NOT_FOUND,
                        "The hub has no repository for " + what + ", or hides it from the token" + said);
            case "RevisionNotFound" ->
                new StepFailure(FetchExit.NOT_FOUND, "The repository has no such revision: " + what + said);
            case "EntryNotFound" -> new StepFailure(FetchExit.NOT_FOUND, "The hub has no " + what + said);
            default ->
                switch (status) {
                    case 401, 403 ->
                        new StepFailure(FetchExit.NOT_ALLOWED, "The hub does not let us read " + what + said);
                    case 404, 410 -> new StepFailure(FetchExit.NOT_FOUND, "The hub has no " + what + said);
                    default ->
                        new StepFailure(FetchExit.REFUSED, "The hub refuses " + what + " with HTTP " + status + said);
                };
        };
    }

    private static String said(Map<String, String> fields) {
        String message = ReadableText.of(fields.getOrDefault("x-error-message", ""));
        return message.isEmpty() ? "." : ": " + message.substring(0, Math.min(message.length(), LONGEST_TEXT));
    }

    private static Optional<Duration> retryAfter(Map<String, String> fields) {
        String seconds = fields.getOrDefault("retry-after", "");
        return seconds.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
    }
}
