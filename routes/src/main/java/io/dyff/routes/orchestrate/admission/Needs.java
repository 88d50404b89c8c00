package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.kind.Statuses;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an entity depends on, as it stands now. */
public record Needs(List<Need> all) {
    /** Of an entity that depends on nothing. */
    public static final Needs NONE = new Needs(List.of());

    private static final int TERMINAL = 5;

    public Needs {
        all = List.copyOf(all);
    }

    /**
     * One dependency.
     *
     * @param id the entity that is needed
     * @param kind its kind; absent while nobody knows it
     * @param status where it stands; absent while nobody knows it
     * @param reason with that status, if any
     * @param rank of that status
     * @param serving true for a session that must be serving, false for what must have ended as a success
     */
    public record Need(
            String id,
            @Nullable String kind,
            @Nullable String status,
            @Nullable String reason,
            int rank,
            boolean serving) {
        boolean isUnknown() {
            return status == null;
        }

        boolean isMet() {
            return status != null && (serving ? status.equals(Statuses.AVAILABLE) : Statuses.isSuccess(status));
        }

        boolean isFailed() {
            return status != null && rank >= TERMINAL && !isMet();
        }
    }

    boolean areMet() {
        return all.stream().allMatch(Need::isMet);
    }

    /** Says which dependency can never be met. */
    Optional<String> failure() {
        return all.stream()
                .filter(Need::isFailed)
                .map(n -> n.kind() + " " + n.id() + " ended as " + n.status() + ".")
                .sorted()
                .findFirst();
    }

    /** Whether one that can never be met has ended for this reason. */
    boolean failedFor(String reason) {
        return all.stream().anyMatch(n -> n.isFailed() && reason.equals(n.reason()));
    }

    /** Ids that nobody knows, in their order. */
    List<String> unknown() {
        return all.stream().filter(Need::isUnknown).map(Need::id).sorted().toList();
    }
}
