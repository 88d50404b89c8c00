package io.dyff.operator.controller.cluster;

import io.dyff.operator.api.DyffGroup;
import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.DyffSpec;
import io.dyff.operator.api.Labels;
import io.dyff.operator.api.WorkflowStatus;
import io.dyff.operator.controller.status.Conditions;
import io.dyff.operator.controller.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Tells, in the form of events, what a change of status means for people; what every run passes through is told to nobody. */
final class StatusEvents {

    private static final int MESSAGE_LENGTH = 1024;

    private StatusEvents() {}

    /** The event of a new status; empty when it says nothing new. */
    static Optional<Event> of(DyffResource<?> primary, WorkflowStatus status, Instant now) {
        Reason reason = reason(status);
        WorkflowStatus before = primary.getStatus();
        if (before != null && reason == reason(before)) {
            return Optional.empty();
        }
        if (!reason.warns() && belongsToAnother(primary)) {
            return Optional.empty();
        }
        if (!reason.ordinary()) {
            return Optional.of(
                    event(primary, reason.warns() ? "Warning" : "Normal", reason.name(), message(status), now));
        }
        return before != null && reason(before) == Reason.Suspended
                ? Optional.of(event(primary, "Normal", "Resumed", "spec.suspend is no longer true", now))
                : Optional.empty();
    }

    /** Then people look at that other one. */
    private static boolean belongsToAnother(DyffResource<?> primary) {
        DyffSpec spec = primary.getSpec();
        return spec != null && DyffGroup.NULL_ID.equals(spec.id());
    }

    /** What hinders it, else the reason of its state. */
    private static Reason reason(WorkflowStatus status) {
        Condition reconciling = Conditions.find(status, Conditions.RECONCILING);
        return Reason.hindering(reconciling == null ? null : reconciling.getReason())
                .orElseGet(() -> Reason.of(status.reason()));
    }

    private static String message(WorkflowStatus status) {
        Condition reconciling = Conditions.find(status, Conditions.RECONCILING);
        Condition telling = reconciling != null && "True".equals(reconciling.getStatus())
                ? reconciling
                : Conditions.find(status, Conditions.READY);
        String message = telling == null || telling.getMessage() == null ? "" : telling.getMessage();
        return message.length() <= MESSAGE_LENGTH ? message : message.substring(0, MESSAGE_LENGTH - 1) + "…";
    }

    private static Event event(DyffResource<?> primary, String type, String reason, String message, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(primary.getMetadata().getNamespace())
                .withGenerateName(primary.getMetadata().getName() + "-")
                .endMetadata()
                .withType(type)
                .withReason(reason)
                .withMessage(message)
                .withCount(1)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withNewSource()
                .withComponent(Labels.MANAGER)
                .endSource()
                .withNewInvolvedObject()
                .withApiVersion(primary.getApiVersion())
                .withKind(primary.getKind())
                .withNamespace(primary.getMetadata().getNamespace())
                .withName(primary.getMetadata().getName())
                .withUid(primary.getMetadata().getUid())
                .endInvolvedObject()
                .build();
    }
}
