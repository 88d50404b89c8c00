package io.dyff.routes.orchestrate.admission;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about an entity. It stays open until the state topic shows it, or something later.
 *
 * @param what to do
 * @param status it leads to
 * @param reason with that status, if any
 * @param message with that status, if any
 * @param decidedAt when; its place in the order of work
 * @param executedAt when its event was acknowledged; absent until then
 */
public record Decision(
        What what,
        @Nullable String status,
        @Nullable String reason,
        @Nullable String message,
        @Nullable Instant decidedAt,
        @Nullable Instant executedAt) {
    static final Decision NONE = new Decision(What.NONE, null, null, null, null, null);

    /** Kinds of decisions. */
    public enum What {
        NONE,
        /** Say why it has to wait. */
        WAIT,
        /** Ask its user for files. */
        UPLOAD,
        /** Call it ready: nothing has to run. */
        READY,
        /** Make its custom resource, and say that it is admitted. */
        RUN,
        /** Look at its custom resource once more: what it said before it was admitted was refused. */
        CHECK,
        FAIL,
        EXPIRE,
        /** Delete its custom resource. */
        REMOVE
    }

    static Decision to(
            What what, @Nullable String status, @Nullable String reason, @Nullable String message, Instant now) {
        return new Decision(what, status, reason, message, now, null);
    }

    public boolean isOpen() {
        return what != What.NONE;
    }

    /** True when nothing was decided that another decision could not replace. */
    boolean isWeak() {
        return what == What.NONE || what == What.WAIT;
    }

    /** True when the entity shows what was decided, or something later: nothing is left to do. */
    boolean isShownBy(Entity entity) {
        return switch (what) {
            case WAIT ->
                !entity.isNew()
                        || (Objects.equals(entity.reason(), reason) && Objects.equals(entity.message(), message));
            case UPLOAD -> !entity.isNew() || entity.way() != Entity.Way.UPLOAD;
            case RUN -> entity.isAdmitted();
            case REMOVE -> false;
            case NONE, READY, CHECK, FAIL, EXPIRE -> entity.isTerminal();
        };
    }

    Decision executed(Instant now) {
        return new Decision(what, status, reason, message, decidedAt, now);
    }
}
