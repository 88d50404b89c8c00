package io.dyff.operator.controller.workflow;

import io.dyff.operator.api.DyffResource;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the changes of a plan, and shows them to the caches at once so that no pass repeats them. */
final class ClusterWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterWriter.class);

    private static final int UNPROCESSABLE = 422;

    /** Answers that the same request will always get. */
    private static final Set<Integer> FINAL =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_ENTITY_TOO_LARGE, UNPROCESSABLE);

    private final RecentDeletions deletions = new RecentDeletions();

    /** Carries out the changes in order; answers what the API server will never accept, if anything. */
    <P extends DyffResource<?>> Optional<String> write(P primary, List<Change> changes, Context<P> context) {
        for (Change change : changes) {
            Optional<String> refusal = switch (change) {
                case Change.Apply apply -> apply(primary, apply.object(), context);
                case Change.Suspend suspend -> suspend(suspend, context);
                case Change.Delete delete -> delete(delete.object(), context.getClient());
            };
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private <R extends HasMetadata, P extends DyffResource<?>> Optional<String> apply(
            P primary, R desired, Context<P> context) {
        try {
            remember(
                    context.getClient()
                            .resource(desired)
                            .fieldManager(Children.MANAGER)
                            .forceConflicts()
                            .serverSideApply(),
                    context);
            LOG.info("applied {} {}", desired.getKind(), desired.getMetadata().getName());
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (!FINAL.contains(e.getCode())) {
                throw e;
            }
            return refused(primary, desired, e, context);
        }
    }

    /** The cache may lag behind: an object of that name which is there already is success when it is ours. */
    private <R extends HasMetadata, P extends DyffResource<?>> Optional<String> refused(
            P primary, R desired, KubernetesClientException refusal, Context<P> context) {
        R live = context.getClient().resource(desired).get();
        if (live == null) {
            return Optional.of("%s %s was refused: %s"
                    .formatted(desired.getKind(), desired.getMetadata().getName(), refusal.getMessage()));
        }
        if (!Children.owns(primary, live)) {
            throw refusal;
        }
        LOG.warn("kept {} {} as it is: {}", live.getKind(), live.getMetadata().getName(), refusal.getMessage());
        remember(live, context);
        return Optional.empty();
    }

    private <P extends DyffResource<?>> Optional<String> suspend(Change.Suspend change, Context<P> context) {
        PatchContext merge = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(Children.MANAGER)
                .build();
        Job job = context.getClient()
                .resource(change.object())
                .patch(merge, "{\"spec\":{\"suspend\":%s}}".formatted(change.suspend()));
        remember(job, context);
        LOG.info(
                "{} Job {}",
                change.suspend() ? "suspended" : "resumed",
                job.getMetadata().getName());
        return Optional.empty();
    }

    private Optional<String> delete(HasMetadata object, KubernetesClient client) {
        String uid = object.getMetadata().getUid();
        if (!deletions.contains(uid)) {
            client.resource(object)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete();
            deletions.add(uid);
            LOG.info("deleted {} {}", object.getKind(), object.getMetadata().getName());
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static <R extends HasMetadata, P extends DyffResource<?>> void remember(R written, Context<P> context) {
        InformerEventSource<R, P> source = (InformerEventSource<R, P>)
                context.eventSourceRetriever().getEventSourceFor((Class<R>) written.getClass());
        RecentWrites.show(written, source);
    }
}
