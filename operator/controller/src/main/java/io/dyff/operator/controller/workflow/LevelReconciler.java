package io.dyff.operator.controller.workflow;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.DyffSpec;
import io.dyff.operator.api.WorkflowStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.controller.ControllerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One pass over a resource of any kind: observe its children, plan, write, report. Level-triggered. */
public abstract class LevelReconciler<P extends DyffResource<?>> implements Reconciler<P> {

    private static final Logger LOG = LoggerFactory.getLogger(LevelReconciler.class);

    private static final int TOLERATED_FAILURES = 2;

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Children.MANAGER)
            .withForce(true)
            .build();

    /** No object of that name, or one with another uid. */
    private static final Set<Integer> GONE = Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);

    private final Class<P> kind;
    private final List<Class<? extends HasMetadata>> children;
    private final Freshness freshness;
    private final StatusFactory statuses;
    private final Clock clock;
    private final ClusterWriter writer = new ClusterWriter();

    protected LevelReconciler(
            Class<P> kind, List<Class<? extends HasMetadata>> children, Freshness freshness, Clock clock) {
        this.kind = kind;
        this.children = children;
        this.freshness = freshness;
        this.statuses = new StatusFactory(clock);
        this.clock = clock;
    }

    /** What to do, from what is there. Pure. */
    protected abstract Plan plan(P primary, Observed observed);

    /** The plan for a resource that can never run. Pure. */
    protected abstract Plan invalid(P primary, Observed observed, String problem);

    /** What makes the spec impossible to run, naming the field; empty when nothing does. Pure. */
    protected abstract Optional<String> problem(P primary);

    /** A resource of this kind without content. */
    protected abstract P blank();

    /** How long a finished resource stays; empty when for ever. Pure. */
    protected Optional<Duration> timeToLive(P primary) {
        return Optional.empty();
    }

    /** The kind that this reconciler is for. */
    public final Class<P> kind() {
        return kind;
    }

    @Override
    public final List<EventSource<?, P>> prepareEventSources(EventSourceContext<P> context) {
        freshness.watch((ControllerEventSource<P>) context.getPrimaryCache());
        List<EventSource<?, P>> sources = new ArrayList<>();
        for (Class<? extends HasMetadata> child : children) {
            sources.add(source(child, context));
        }
        return sources;
    }

    /**
     * Does nothing for a deleted resource, even when the framework hands over its successor of the same name: whatever
     * happens to that one meanwhile would be dropped. {@link Freshness} brings it up again.
     */
    @Override
    public final UpdateControl<P> reconcile(P primary, Context<P> context) {
        if (context.isPrimaryResourceDeleted() || primary.isMarkedForDeletion()) {
            freshness.forget(primary);
            return UpdateControl.noUpdate();
        }
        if (!concernsUs(primary)) {
            return UpdateControl.noUpdate();
        }
        DyffSpec spec = primary.getSpec();
        freshness.begin();
        MDC.put("dyff.id", spec == null ? "" : spec.id());
        try {
            return pass(primary, context);
        } catch (KubernetesClientException e) {
            reportTrouble(primary, context, e);
            throw e;
        } catch (StackOverflowError | LinkageError e) {
            // The framework retries exceptions only; an error would leave the resource under processing for ever.
            throw new IllegalStateException(
                    "cannot reconcile " + primary.getMetadata().getName(), e);
        } finally {
            freshness.reconciled(primary);
            MDC.remove("dyff.id");
        }
    }

    /** Whether no other controller has been named for the resource. */
    static boolean concernsUs(DyffResource<?> primary) {
        DyffSpec spec = primary.getSpec();
        String other = spec == null ? null : spec.managedBy();
        return other == null || other.isEmpty() || other.equals(Children.MANAGER);
    }

    private UpdateControl<P> pass(P primary, Context<P> context) {
        Observed observed = observe(context);
        Plan plan = decide(primary, observed);
        Optional<String> refusal = writer.write(primary, plan.changes(), context);
        if (refusal.isPresent()) {
            plan = invalid(primary, observed, refusal.get());
            writer.write(primary, plan.changes(), context);
        }
        WorkflowStatus status = report(primary, plan.report(), context);
        return expire(primary, status, context);
    }

    /** Validates, then plans. */
    final Plan decide(P primary, Observed observed) {
        if (Conditions.finishedAt(primary.getStatus()).isEmpty()) {
            Optional<String> problem = problem(primary);
            if (problem.isPresent()) {
                return invalid(primary, observed, problem.get());
            }
        }
        return plan(primary, observed);
    }

    private Observed observe(Context<P> context) {
        return new Observed(children.stream()
                .flatMap(child -> context.getSecondaryResources(child).stream())
                .toList());
    }

    private @Nullable WorkflowStatus report(P primary, @Nullable Report report, Context<P> context) {
        WorkflowStatus before = primary.getStatus();
        Long generation = primary.getMetadata().getGeneration();
        WorkflowStatus after = report != null
                ? statuses.next(before, generation, report)
                : before == null ? null : statuses.observed(before, generation);
        if (after != null && !after.equals(before)) {
            patch(primary, after, context);
            LOG.info("status {} {}", after.state(), after.reason());
        }
        return after;
    }

    /**
     * Writes exactly this object's status, never that of a successor of its name, and shows it to the cache at once.
     * PrimaryUpdateAndCacheUtils of the SDK would hold the thread for seconds when the object was replaced meanwhile.
     */
    private void patch(P primary, WorkflowStatus status, Context<P> context) {
        P fresh = blank();
        fresh.getMetadata().setName(primary.getMetadata().getName());
        fresh.getMetadata().setNamespace(primary.getMetadata().getNamespace());
        fresh.getMetadata().setUid(primary.getMetadata().getUid());
        fresh.setStatus(status);
        try {
            P written =
                    context.getClient().resource(fresh).subresource("status").patch(APPLY);
            RecentWrites.show(written, context.eventSourceRetriever().getControllerEventSource());
        } catch (KubernetesClientException e) {
            if (!GONE.contains(e.getCode())) {
                throw e;
            }
            LOG.info("deleted before its status could be written");
        }
    }

    /** A single failure heals by itself; one that repeats is shown. The generation counts as not yet observed. */
    private void reportTrouble(P primary, Context<P> context, KubernetesClientException trouble) {
        if (context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0) < TOLERATED_FAILURES) {
            return;
        }
        WorkflowStatus before = primary.getStatus();
        WorkflowStatus after =
                statuses.troubled(before == null ? untouched(primary) : before, String.valueOf(trouble.getMessage()));
        if (!after.equals(before)) {
            try {
                patch(primary, after, context);
            } catch (KubernetesClientException e) {
                trouble.addSuppressed(e);
            }
        }
    }

    /** The status of a resource for which nothing could be done yet. */
    private WorkflowStatus untouched(P primary) {
        Report report =
                Objects.requireNonNull(decide(primary, new Observed(List.of())).report());
        return statuses.next(null, null, report);
    }

    /** Deletes a finished resource when its time is up, or comes back then. */
    private UpdateControl<P> expire(P primary, @Nullable WorkflowStatus status, Context<P> context) {
        Optional<Duration> timeToLive = timeToLive(primary);
        Optional<Instant> finished = Conditions.finishedAt(status);
        if (timeToLive.isEmpty() || finished.isEmpty()) {
            return UpdateControl.noUpdate();
        }
        Duration left = Duration.between(clock.instant(), finished.get().plus(timeToLive.get()));
        if (left.isPositive()) {
            return UpdateControl.<P>noUpdate().rescheduleAfter(left);
        }
        writer.write(primary, List.of(new Change.Delete(primary)), context);
        return UpdateControl.noUpdate();
    }

    private <R extends HasMetadata> EventSource<R, P> source(Class<R> child, EventSourceContext<P> context) {
        var configuration = InformerEventSourceConfiguration.from(child, kind)
                .withLabelSelector(Children.selector(kind))
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(LevelReconciler::primaryOf);
        return new InformerEventSource<>(configuration.build(), context);
    }

    private static Set<ResourceID> primaryOf(HasMetadata child) {
        String primary = child.getMetadata().getLabels().get(Children.INSTANCE);
        return primary == null
                ? Set.of()
                : Set.of(new ResourceID(primary, child.getMetadata().getNamespace()));
    }
}
