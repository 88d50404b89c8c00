package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.kind.Statuses;
import io.dyff.routes.orchestrate.admission.Decision.What;
import io.dyff.routes.orchestrate.admission.Entity.Way;
import io.dyff.routes.orchestrate.admission.Input.Claimed;
import io.dyff.routes.orchestrate.admission.Input.Due;
import io.dyff.routes.orchestrate.admission.Input.Executed;
import io.dyff.routes.orchestrate.admission.Input.Failed;
import io.dyff.routes.orchestrate.admission.Input.Fits;
import io.dyff.routes.orchestrate.admission.Input.Found;
import io.dyff.routes.orchestrate.admission.Input.Held;
import io.dyff.routes.orchestrate.admission.Input.Judged;
import io.dyff.routes.orchestrate.admission.Input.RateExceeded;
import io.dyff.routes.orchestrate.admission.Input.Refused;
import io.dyff.routes.orchestrate.admission.Input.State;
import io.dyff.routes.orchestrate.admission.Row.InCluster;
import io.dyff.routes.orchestrate.admission.Row.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The conditions and effects that the lines of {@link AdmissionRules} name. */
final class Steps {
    static final String UNSATISFIED = "UnsatisfiedDependency";
    static final String QUOTA = "QuotaLimit";
    private static final String FAILED_DEPENDENCY = "FailedDependency";
    private static final String RATE = "RateLimitExceeded";

    private Steps() {}

    // --- a state

    /** Seen in the middle of its life it was counted at its beginning; seen at its end, the sweep finds what is left. */
    static Row first(State input) {
        Entity entity = input.entity();
        boolean counted = (!entity.isNew() || entity.reason() != null) && !RATE.equals(entity.reason());
        return new Row(
                entity,
                entity.isNew() ? Stage.NEW : Stage.SETTLED,
                counted,
                Decision.NONE,
                Lease.FREE,
                entity.isTerminal() ? InCluster.GONE : InCluster.NONE,
                entity.isTerminal() ? end(input.entity(), input.keepFinished(), input.now()) : entity.expiresAt());
    }

    static boolean isClosedBy(Row row, State input) {
        return row.decision().isOpen() && row.decision().isShownBy(input.entity()) && !row.isBusy(input.now());
    }

    static Row take(Row row, State input) {
        Entity next = input.entity();
        Row taken = row.with(
                        next.kubeUid() == null ? next.withKubeUid(row.entity().kubeUid()) : next)
                .dueAt(dueAfter(row, input));
        if (!next.isNew()) {
            return taken.with(Stage.SETTLED);
        }
        return hasItsFiles(row, next) ? decide(taken, Decision.NONE).with(Stage.NEW) : taken;
    }

    /** Its second turn begins, whether or not it was seen waiting for them. */
    private static boolean hasItsFiles(Row row, Entity next) {
        return row.entity().way() == Way.UPLOAD && next.way() != Way.UPLOAD;
    }

    private static @Nullable Instant dueAfter(Row row, State input) {
        Entity next = input.entity();
        if (!next.isTerminal()) {
            return earlier(next.expiresAt(), row.dueAt());
        }
        return next.status().equals(row.entity().status()) ? row.dueAt() : end(next, input.keepFinished(), input.now());
    }

    private static Instant end(Entity entity, Duration keepFinished, Instant now) {
        return entity.wasStopped() ? now : now.plus(keepFinished);
    }

    // --- dependencies

    static Row askForFiles(Row row, Judged input) {
        return settle(row, Decision.to(What.UPLOAD, Statuses.WAITING_FOR_UPLOAD, null, null, input.now()))
                .dueAt(row.entity().expiresAt());
    }

    static Row failDependency(Row row, Judged input) {
        String message = input.needs().failure().orElse(null);
        String reason = input.areParts() && input.needs().failedFor(RATE) ? RATE : FAILED_DEPENDENCY;
        return settle(row, Decision.to(What.FAIL, Statuses.ERROR, reason, message, input.now()))
                .dueAt(row.entity().expiresAt());
    }

    static Row queue(Row row, Judged input) {
        return row.with(Stage.QUEUED).dueAt(row.entity().expiresAt());
    }

    /** True when the state does not show the reason, and no decision says it. */
    static boolean isUntold(Row row, String reason) {
        return !reason.equals(row.entity().reason())
                && (!row.decision().isOpen() || !reason.equals(row.decision().reason()));
    }

    static Row tellBlocked(Row row, Judged input) {
        return decide(block(row, input), Decision.to(What.WAIT, row.entity().status(), UNSATISFIED, null, input.now()));
    }

    /** Only what nobody knows may never come; what is known will end. */
    static Row block(Row row, Judged input) {
        Entity entity = row.entity();
        Instant due = input.needs().unknown().isEmpty()
                ? entity.expiresAt()
                : earlier(entity.expiresAt(), entity.createdAt().plus(input.timeout()));
        return row.with(Stage.BLOCKED).dueAt(due);
    }

    // --- quotas

    static Row failRate(Row row, RateExceeded input) {
        return settle(row, Decision.to(What.FAIL, input.failure(), RATE, input.message(), input.now()));
    }

    static Row admit(Row row, Fits input) {
        return settle(
                row,
                row.entity().way() == Way.RUN
                        ? Decision.to(What.RUN, Statuses.ADMITTED, null, null, input.now())
                        : Decision.to(
                                What.READY,
                                Objects.requireNonNullElse(input.success(), Statuses.READY),
                                null,
                                null,
                                input.now()));
    }

    static Row tellHeld(Row row, Held input) {
        return decide(row, Decision.to(What.WAIT, row.entity().status(), QUOTA, input.message(), input.now()));
    }

    // --- acting

    /** From the claim of a run on there may be an object. */
    static Row claim(Row row, Claimed input) {
        Lease lease = new Lease(
                input.owner(), input.now().plus(input.lease()), row.lease().attempts() + 1);
        Row claimed = row.with(lease);
        return row.decision().what() == What.RUN ? claimed.with(InCluster.MAYBE) : claimed;
    }

    /** Repeated after 1, 2, 4, … at most 16 minutes, which changes nothing where it was heard. */
    static Row awaitEcho(Row row, Executed input) {
        Duration patience = Duration.ofMinutes(doubled(row.lease().attempts(), 4));
        return row.with(row.decision().executed(input.now()))
                .with(row.lease().until(input.now().plus(patience)));
    }

    /** Tried again after 1, 2, 4, … at most 60 seconds. */
    static Row postpone(Row row, Failed input) {
        Duration patience = Duration.ofSeconds(Math.min(60, doubled(row.lease().attempts(), 6)));
        return row.with(row.lease().until(input.now().plus(patience)));
    }

    private static long doubled(int attempts, int most) {
        return 1L << Math.clamp(attempts - 1, 0, most);
    }

    static Row refuse(Row row, Refused input) {
        return settle(row, Decision.to(What.FAIL, input.failure(), "SchemaError", input.message(), input.now()))
                .with(InCluster.NONE);
    }

    // --- time

    static boolean isDue(Row row, Instant now) {
        return isPast(row.dueAt(), now) && !row.isBusy(now);
    }

    static Row remove(Row row, Due input) {
        return waitOn(decide(row, Decision.to(What.REMOVE, null, null, null, input.now())), input);
    }

    /** True when an end was decided that a later end would not better. */
    static boolean ends(Row row) {
        return row.decision().what() == What.EXPIRE || row.decision().what() == What.FAIL;
    }

    static boolean isExpired(Row row, Instant now) {
        return isPast(row.entity().expiresAt(), now);
    }

    static Row expire(Row row, Due input) {
        return waitOn(
                settle(row, Decision.to(What.EXPIRE, Statuses.TERMINATED, "SessionExpired", null, input.now())), input);
    }

    static boolean isForlorn(Row row, Due input) {
        return row.isUndecided()
                && row.stage() == Stage.BLOCKED
                && !input.needs().unknown().isEmpty();
    }

    static Row giveUp(Row row, Due input) {
        String message =
                "Unknown dependency: " + String.join(", ", input.needs().unknown()) + ".";
        return waitOn(
                settle(row, Decision.to(What.FAIL, Statuses.ERROR, FAILED_DEPENDENCY, message, input.now())), input);
    }

    /** What is left to wait for: the end of its time. */
    static Row waitOn(Row row, Due input) {
        Instant expires = row.entity().expiresAt();
        return row.dueAt(row.entity().isTerminal() || isPast(expires, input.now()) ? null : expires);
    }

    // --- the sweep

    static boolean isOutlived(Row row) {
        return row.entity().isTerminal() && !row.decision().isOpen() && row.dueAt() == null;
    }

    static Row keepOutlived(Row row, Found input) {
        return row.with(InCluster.MAYBE).dueAt(end(row.entity(), input.keepFinished(), input.now()));
    }

    static Row adopt(Row row, Found input) {
        return settle(row, Decision.to(What.RUN, Statuses.ADMITTED, null, null, input.now()))
                .with(InCluster.MAYBE);
    }

    // --- decisions

    private static Row settle(Row row, Decision decision) {
        return decide(row, decision).with(Stage.SETTLED);
    }

    private static Row decide(Row row, Decision decision) {
        return row.with(decision).with(Lease.FREE);
    }

    /** Nothing is left to do; but what an object said before it was admitted was refused, so it is looked at again. */
    static Row close(Row row) {
        boolean wasAdmitted = row.decision().what() == What.RUN && !row.entity().isTerminal();
        Instant decidedAt = row.decision().decidedAt();
        return decide(
                row,
                wasAdmitted && decidedAt != null
                        ? Decision.to(What.CHECK, null, null, null, decidedAt)
                        : Decision.NONE);
    }

    private static boolean isPast(@Nullable Instant time, Instant now) {
        return time != null && !time.isAfter(now);
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null) {
            return b;
        }
        return b == null || a.isBefore(b) ? a : b;
    }
}
