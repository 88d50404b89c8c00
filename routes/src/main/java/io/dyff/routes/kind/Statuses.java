package io.dyff.routes.kind;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The status words and their order. Source: contract/lifecycle.md sections 2 and 4. */
public final class Statuses {
    public static final String CREATED = "Created";
    public static final String WAITING_FOR_UPLOAD = "WaitingForUpload";
    public static final String ADMITTED = "Admitted";
    public static final String AVAILABLE = "Available";
    public static final String READY = "Ready";
    public static final String FAILED = "Failed";
    public static final String ERROR = "Error";
    public static final String TERMINATED = "Terminated";
    public static final String DELETED = "Deleted";

    private static final int TERMINAL_RANK = 5;
    private static final Map<String, Integer> RANKS = Map.ofEntries(
            Map.entry(CREATED, 0),
            Map.entry(WAITING_FOR_UPLOAD, 1),
            Map.entry("Schedulable", 2),
            Map.entry(ADMITTED, 3),
            Map.entry(AVAILABLE, 4),
            Map.entry(READY, TERMINAL_RANK),
            Map.entry("Complete", TERMINAL_RANK),
            Map.entry("Approved", TERMINAL_RANK),
            Map.entry(ERROR, TERMINAL_RANK),
            Map.entry(FAILED, TERMINAL_RANK),
            Map.entry("Denied", TERMINAL_RANK),
            Map.entry(TERMINATED, TERMINAL_RANK),
            Map.entry(DELETED, 6));
    private static final Set<String> SUCCESSES = Set.of(READY, "Complete", "Approved");

    private Statuses() {}

    /** The status's place in the order of transitions, 0 to 6; empty for a word nobody knows. */
    public static Optional<Integer> rank(String status) {
        return Optional.ofNullable(RANKS.get(status));
    }

    /** True when nothing but a deletion can follow. */
    public static boolean isTerminal(String status) {
        return RANKS.getOrDefault(status, 0) >= TERMINAL_RANK;
    }

    /** The words for a good end. */
    public static Set<String> successes() {
        return SUCCESSES;
    }

    public static boolean isSuccess(String status) {
        return SUCCESSES.contains(status);
    }

    /** True when an object of the cluster stands behind the entity. */
    public static boolean isLive(String status) {
        return status.equals(ADMITTED) || status.equals(AVAILABLE);
    }
}
