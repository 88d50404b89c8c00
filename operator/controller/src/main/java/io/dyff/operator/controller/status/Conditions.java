package io.dyff.operator.controller.status;

import io.dyff.operator.api.WorkflowStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The condition types of all kinds, and how to read them. */
public final class Conditions {

    public static final String COMPLETE = "Complete";
    public static final String FAILED = "Failed";
    public static final String AVAILABLE = "Available";
    public static final String ERROR = "Error";
    public static final String READY = "Ready";
    public static final String RECONCILING = "Reconciling";
    public static final String STALLED = "Stalled";

    private Conditions() {}

    /** The condition of that type, or null. */
    public static @Nullable Condition find(@Nullable WorkflowStatus status, String type) {
        if (status == null) {
            return null;
        }
        return status.conditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst()
                .orElse(null);
    }

    /** Whether the condition is there and True. */
    public static boolean isTrue(@Nullable WorkflowStatus status, String type) {
        Condition condition = find(status, type);
        return condition != null && "True".equals(condition.getStatus());
    }

    /** The first of these conditions that is True. */
    public static Optional<Condition> firstTrue(@Nullable WorkflowStatus status, List<String> types) {
        return types.stream().filter(type -> isTrue(status, type)).findFirst().map(type -> find(status, type));
    }

    /** Since when the condition has its status; empty when whoever wrote it did not say so. */
    public static Optional<Instant> since(Condition condition) {
        try {
            return Optional.ofNullable(condition.getLastTransitionTime()).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
