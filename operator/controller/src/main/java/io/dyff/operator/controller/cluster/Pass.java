package io.dyff.operator.controller.cluster;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.WorkflowStatus;
import io.dyff.operator.controller.plan.Change;
import io.dyff.operator.controller.plan.Observed;
import io.dyff.operator.controller.plan.Plan;
import io.dyff.operator.controller.plan.Reconciler;
import io.dyff.operator.controller.plan.Refusals;
import io.dyff.operator.controller.status.Conditions;
import io.dyff.operator.controller.status.Report;
import io.dyff.operator.controller.status.StatusFactory;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over a resource of any kind: observe its children, plan, write, report. Level-triggered. */
final class Pass<P extends DyffResource<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(Pass.class);

    private final Reconciler<P> reconciler;
    private final Caches caches;
    private final Writer writer;
    private final Followed followed;
    private final StatusFactory statuses;
    private final Clock clock;

    Pass(Reconciler<P> reconciler, Caches caches, Writer writer, Followed followed, Clock clock) {
        this.reconciler = reconciler;
        this.caches = caches;
        this.writer = writer;
        this.followed = followed;
        this.statuses = new StatusFactory(clock);
        this.clock = clock;
    }

    Reconciler<P> reconciler() {
        return reconciler;
    }

    /** The resource, when it is there, stays, and is ours to look after. */
    Optional<P> primary(Key key) {
        return caches.get(reconciler.kind(), key.name()).filter(this::concernsUs);
    }

    private boolean concernsUs(P primary) {
        return !primary.isMarkedForDeletion() && reconciler.concernsUs(primary);
    }

    Next run(Key key, P primary) {
        Observed observed = observe(key, primary);
        Plan plan = reconciler.decide(primary, observed);
        Optional<Refusal> refusal = writer.write(key, primary, plan.changes());
        boolean blocked = false;
        if (refusal.isPresent()) {
            switch (refusal.get()) {
                case Refusal.Invalid invalid -> {
                    plan = reconciler.invalid(primary, observed, invalid.message());
                    writer.write(key, primary, plan.changes());
                }
                case Refusal.NameTaken taken -> {
                    plan = reconciler.decide(primary, observed.with(taken.by()));
                    blocked = true;
                }
                case Refusal.Gone gone -> {
                    LOG.info("deleted before its children could be made again");
                    return new Next.Rest();
                }
            }
        }
        WorkflowStatus status = report(key, primary, plan.report());
        return blocked ? new Next.Again() : next(key, primary, observed, status);
    }

    private Observed observe(Key key, P primary) {
        Observed observed = new Observed(caches.children(key, reconciler.children()), clock.instant());
        Optional<Pod> pod = reconciler.tellsOfRows(primary, observed);
        return followed.follow(key, pod)
                // After a start nothing has been heard yet, and what was written stays.
                .or(() -> pod.map(same -> primary.getStatus()).map(WorkflowStatus::rows))
                .map(observed::told)
                .orElse(observed);
    }

    /** Shows what keeps the operator from going on; the generation counts as not yet observed. */
    void reportTrouble(Key key, P primary, String message) {
        WorkflowStatus before = primary.getStatus();
        write(
                key,
                primary,
                statuses.troubled(before == null ? untouched(primary) : before, Refusals.ofRequest(message), message));
    }

    /** The status of a resource for which nothing could be done yet. */
    private WorkflowStatus untouched(P primary) {
        Report report = Objects.requireNonNull(reconciler
                .decide(primary, new Observed(List.of(), clock.instant()))
                .report());
        return statuses.next(null, null, report);
    }

    private @Nullable WorkflowStatus report(Key key, P primary, @Nullable Report report) {
        WorkflowStatus before = primary.getStatus();
        Long generation = primary.getMetadata().getGeneration();
        WorkflowStatus after = report != null
                ? statuses.next(before, generation, report)
                : before == null ? null : statuses.observed(before, generation);
        if (after != null) {
            write(key, primary, after);
        }
        return after;
    }

    private void write(Key key, P primary, WorkflowStatus status) {
        if (status.equals(primary.getStatus())) {
            return;
        }
        P fresh = reconciler.blank();
        fresh.getMetadata().setName(primary.getMetadata().getName());
        fresh.getMetadata().setNamespace(primary.getMetadata().getNamespace());
        fresh.getMetadata().setUid(primary.getMetadata().getUid());
        fresh.setStatus(status);
        if (writer.writeStatus(key, fresh)) {
            LOG.info("status {} {}", status.state(), status.reason());
            StatusEvents.of(primary, status, clock.instant()).ifPresent(writer::tell);
        }
    }

    /** Deletes a finished resource when its time is up, or comes back then; to another when its reconciler says so. */
    private Next next(Key key, P primary, Observed observed, @Nullable WorkflowStatus status) {
        Optional<Instant> finished =
                Conditions.firstTrue(status, reconciler.terminal()).flatMap(Conditions::since);
        if (finished.isEmpty()) {
            return reconciler
                    .due(primary, status, observed)
                    .filter(clock.instant()::isBefore)
                    .map(this::at)
                    .orElseGet(Next.Rest::new);
        }
        Optional<Duration> timeToLive = reconciler.timeToLive(primary);
        if (timeToLive.isEmpty()) {
            return new Next.Rest();
        }
        Instant end = finished.get().plus(timeToLive.get());
        if (clock.instant().isBefore(end)) {
            return at(end);
        }
        writer.write(key, primary, List.of(new Change.Delete(primary)));
        return new Next.Rest();
    }

    private Next at(Instant time) {
        return new Next.After(Duration.between(clock.instant(), time));
    }
}
