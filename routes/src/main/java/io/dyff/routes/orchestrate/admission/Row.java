package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.orchestrate.admission.Decision.What;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table admission, without the entity's body: what the rules read and what they change.
 *
 * @param entity as the state topic has it
 * @param stage how far it has come on its way to a decision
 * @param counted against the quotas of a rate
 * @param decision the last one
 * @param lease who acts on it
 * @param object whether there is a custom resource
 * @param dueAt when time alone changes something
 */
public record Row(
        Entity entity,
        Stage stage,
        boolean counted,
        Decision decision,
        Lease lease,
        InCluster object,
        @Nullable Instant dueAt) {

    /** Not looked at, waiting for dependencies, waiting for quotas, or decided. */
    public enum Stage {
        NEW,
        BLOCKED,
        QUEUED,
        SETTLED
    }

    /** What is known of the custom resource: nobody made it, there may be one, it was deleted. */
    public enum InCluster {
        NONE,
        MAYBE,
        GONE
    }

    /** True when its dependencies are still to be judged. */
    boolean isUnjudged() {
        return isUndecided() && (stage == Stage.NEW || stage == Stage.BLOCKED);
    }

    /** True when nothing but quotas holds it back. */
    boolean isQueued() {
        return isUndecided() && stage == Stage.QUEUED && counted;
    }

    /** True when the rates have yet to count it. */
    boolean isUncounted() {
        return isUndecided() && !counted && (stage == Stage.BLOCKED || stage == Stage.QUEUED);
    }

    boolean isUndecided() {
        return entity.isNew() && decision.isWeak();
    }

    /** True while somebody acts on the decision. */
    boolean isBusy(Instant now) {
        return decision.isOpen() && decision.executedAt() == null && lease.isHeld(now);
    }

    /** True when there is a decision that the entity already shows. */
    public boolean isOvertaken() {
        return decision.isOpen() && decision.isShownBy(entity);
    }

    boolean mayHaveObject() {
        return object == InCluster.MAYBE || (object == InCluster.NONE && entity.kubeUid() != null);
    }

    /** True when acting on the decision makes one more custom resource; a repeated run has its place already. */
    public boolean needsPlace() {
        return decision.what() == What.RUN && object != InCluster.MAYBE;
    }

    /** True when this is still the claim. */
    public boolean isClaimedBy(Claim claim) {
        return decision.what() == claim.what()
                && Objects.equals(decision.decidedAt(), claim.decidedAt())
                && claim.owner().equals(lease.owner())
                && claim.attempts() == lease.attempts();
    }

    Row with(Entity next) {
        return new Row(next, stage, counted, decision, lease, object, dueAt);
    }

    Row with(Stage next) {
        return new Row(entity, next, counted, decision, lease, object, dueAt);
    }

    Row with(Decision next) {
        return new Row(entity, stage, counted, next, lease, object, dueAt);
    }

    Row with(Lease next) {
        return new Row(entity, stage, counted, decision, next, object, dueAt);
    }

    Row with(InCluster next) {
        return new Row(entity, stage, counted, decision, lease, next, dueAt);
    }

    Row countedOnce() {
        return new Row(entity, stage, true, decision, lease, object, dueAt);
    }

    Row dueAt(@Nullable Instant time) {
        return new Row(entity, stage, counted, decision, lease, object, time);
    }
}
