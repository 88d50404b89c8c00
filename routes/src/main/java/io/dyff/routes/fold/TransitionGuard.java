package io.dyff.routes.fold;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.event.EventType;
import io.dyff.routes.kind.Statuses;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which status may follow which. Source of the rules: contract/lifecycle.md section 4. */
final class TransitionGuard {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,40}");

    /**
     * The refusal of a status event, or nothing when its result may stand.
     *
     * @param after the entity with the event merged in
     */
    Optional<Outcome> check(EntityState current, JsonNode after, EntityEvent event) {
        Optional<Outcome> foreign = event.type() == EventType.REPORTED ? report(current, event) : Optional.empty();
        if (foreign.isPresent()) {
            return foreign;
        }
        String next = after.path("status").asText();
        Optional<Integer> rank = Statuses.rank(next);
        if (rank.isEmpty()) {
            return Optional.of(new Outcome.Illegal("unknown status '" + next + "'"));
        }
        if (next.equals(current.status())) {
            return sameStatus(current, after);
        }
        if (Statuses.isTerminal(current.status()) && !next.equals(Statuses.DELETED)) {
            return stale("terminal");
        }
        // Words of one rank stand beside each other: a team that was refused may be let in, and the other way round.
        return rank.get() >= Statuses.rank(current.status()).orElse(0) ? Optional.empty() : stale("lower rank");
    }

    private static Optional<Outcome> sameStatus(EntityState current, JsonNode after) {
        String reason = after.path("reason").textValue();
        if (Objects.equals(reason, current.reason())
                && Objects.equals(after.path("message").textValue(), current.message())) {
            return Optional.empty();
        }
        if (Statuses.isTerminal(current.status())) {
            return stale("terminal");
        }
        // A replayed decision; the progress that came after it stands.
        return current.status().equals(Statuses.ADMITTED) && current.reason() != null && reason == null
                ? stale("admitted again")
                : Optional.empty();
    }

    /** A report counts only for what runs, from the object that the orchestrator made, and not when a newer one came. */
    private static Optional<Outcome> report(EntityState current, EntityEvent event) {
        if (!Statuses.isLive(current.status())) {
            return stale(Statuses.isTerminal(current.status()) ? "terminal" : "not admitted");
        }
        if (current.kubeUid() == null || !current.kubeUid().equals(event.kubeUid())) {
            return stale("foreign uid");
        }
        return isOlder(event.kubeRv(), current.kubeRv()) ? stale("older report") : Optional.empty();
    }

    private static boolean isOlder(@Nullable String rv, @Nullable String last) {
        if (rv == null || last == null) {
            return false;
        }
        return NUMBER.matcher(rv).matches()
                && NUMBER.matcher(last).matches()
                && new BigInteger(rv).compareTo(new BigInteger(last)) < 0;
    }

    private static Optional<Outcome> stale(String cause) {
        return Optional.of(new Outcome.Stale(cause));
    }
}
