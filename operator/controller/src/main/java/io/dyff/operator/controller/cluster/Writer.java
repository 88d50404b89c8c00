package io.dyff.operator.controller.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.Labels;
import io.dyff.operator.controller.plan.Change;
import io.dyff.operator.controller.plan.Children;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the changes of a plan, and expects the caches to show each of them before the next pass. */
final class Writer {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private static final int UNPROCESSABLE = 422;

    /** Answers that the same request will always get. */
    private static final Set<Integer> FINAL =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_ENTITY_TOO_LARGE, UNPROCESSABLE);

    /** No object of that name, or one with another uid. */
    private static final Set<Integer> GONE = Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);

    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(Labels.MANAGER)
            .build();

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Labels.MANAGER)
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final Expectations expectations;

    Writer(KubernetesClient client, Expectations expectations) {
        this.client = client;
        this.expectations = expectations;
    }

    /** Carries out the changes in order, up to the first that is refused. */
    Optional<Refusal> write(Key key, DyffResource<?> primary, List<Change> changes) {
        for (Change change : changes) {
            Optional<Refusal> refusal = switch (change) {
                case Change.Create create -> create(key, primary, create.object());
                case Change.Correct correct -> correct(key, correct);
                case Change.Suspend suspend -> suspend(key, suspend);
                case Change.Delete delete -> delete(key, delete.object());
            };
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /**
     * Writes exactly this object's status, never that of a successor of its name.
     *
     * @param resource name, namespace, uid and status
     * @return whether it was there to be written
     */
    boolean writeStatus(Key key, DyffResource<?> resource) {
        try {
            expectations.written(
                    key, client.resource(resource).subresource("status").patch(APPLY));
            return true;
        } catch (KubernetesClientException e) {
            if (!GONE.contains(e.getCode())) {
                throw e;
            }
            LOG.info("deleted before its status could be written");
            return false;
        }
    }

    /** Writes an event; one that cannot be written is not missed by anybody's work. */
    void tell(Event event) {
        try {
            client.v1()
                    .events()
                    .inNamespace(event.getMetadata().getNamespace())
                    .resource(event)
                    .create();
        } catch (KubernetesClientException e) {
            LOG.info("cannot tell {}: {}", event.getReason(), e.getMessage());
        }
    }

    private Optional<Refusal> create(Key key, DyffResource<?> primary, HasMetadata desired) {
        if (mayBeGone(primary) && isGone(primary)) {
            return Optional.of(new Refusal.Gone());
        }
        try {
            String created = client.raw(collection(desired) + "?fieldManager=" + Labels.MANAGER, "POST", desired);
            expectations.written(key, client.getKubernetesSerialization().unmarshal(created, desired.getClass()));
            LOG.info("created {}", named(desired));
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return exists(key, primary, desired, e);
            }
            return Optional.of(refusal(desired, e));
        }
    }

    /**
     * One of ours that belongs to another of ours is deleted as soon as that needs it no more, and its children with it: what
     * is missing of it after its first status may be missing for this reason, which the caches tell a moment later. Owners of
     * other groups do not count: the role reads sessions only.
     */
    private static boolean mayBeGone(DyffResource<?> primary) {
        return primary.getStatus() != null
                && primary.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getApiVersion().equals(primary.getApiVersion()));
    }

    private boolean isGone(DyffResource<?> primary) {
        HasMetadata live = client.resource(primary).get();
        return live == null
                || live.isMarkedForDeletion()
                || !live.getMetadata().getUid().equals(primary.getMetadata().getUid());
    }

    /** Ours is only not seen yet, when an answer was lost; without its labels it is in no cache until it has them back. */
    private Optional<Refusal> exists(
            Key key, DyffResource<?> primary, HasMetadata desired, KubernetesClientException conflict) {
        HasMetadata live = client.resource(desired).get();
        if (live == null) {
            throw conflict;
        }
        if (!Children.owns(primary, live)) {
            return Optional.of(new Refusal.NameTaken(live));
        }
        Map<String, String> labels = live.getMetadata().getLabels();
        if (labels != null
                && labels.entrySet()
                        .containsAll(desired.getMetadata().getLabels().entrySet())) {
            expectations.written(key, live);
            return Optional.empty();
        }
        ObjectNode patch = precondition(live);
        patch.withObject("/metadata")
                .set(
                        "labels",
                        Serialization.jsonMapper()
                                .valueToTree(desired.getMetadata().getLabels()));
        expectations.written(key, client.resource(live).patch(MERGE, patch.toString()));
        LOG.warn("gave {} its labels back", named(live));
        return Optional.empty();
    }

    /** A merge of the desired fields into exactly the version that was found: nothing foreign is taken over. */
    private Optional<Refusal> correct(Key key, Change.Correct change) {
        ObjectNode patch = Serialization.jsonMapper().valueToTree(change.object());
        patch.withObject("/metadata").remove("ownerReferences");
        patch.withObject("/metadata")
                .setAll((ObjectNode) precondition(change.found()).get("metadata"));
        try {
            expectations.written(key, client.resource(change.found()).patch(MERGE, patch.toString()));
            LOG.info("corrected {}", named(change.object()));
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(refusal(change.object(), e));
        }
    }

    private static Refusal refusal(HasMetadata object, KubernetesClientException e) {
        if (!FINAL.contains(e.getCode())) {
            throw e;
        }
        return new Refusal.Invalid("%s was refused: %s".formatted(named(object), e.getMessage()));
    }

    private Optional<Refusal> suspend(Key key, Change.Suspend change) {
        ObjectNode patch = precondition(change.object());
        patch.withObject("/spec").put("suspend", change.suspend());
        expectations.written(key, client.resource(change.object()).patch(MERGE, patch.toString()));
        LOG.info("{} {}", change.suspend() ? "suspended" : "resumed", named(change.object()));
        return Optional.empty();
    }

    private Optional<Refusal> delete(Key key, HasMetadata object) {
        try {
            client.raw(
                    collection(object) + "/" + object.getMetadata().getName(),
                    "DELETE",
                    new DeleteOptionsBuilder()
                            .withPropagationPolicy(DeletionPropagation.BACKGROUND.toString())
                            .withNewPreconditions()
                            .withUid(object.getMetadata().getUid())
                            .endPreconditions()
                            .build());
            LOG.info("deleted {}", named(object));
        } catch (KubernetesClientException e) {
            if (!GONE.contains(e.getCode())) {
                throw e;
            }
        }
        expectations.deleted(key, object);
        return Optional.empty();
    }

    /** A patch that holds for this object only, and only while it is as it was seen. */
    private static ObjectNode precondition(HasMetadata object) {
        return Serialization.jsonMapper()
                .valueToTree(Map.of(
                        "metadata",
                        Map.of(
                                "uid", object.getMetadata().getUid(),
                                "resourceVersion", object.getMetadata().getResourceVersion())));
    }

    /** The path of all objects of that kind in the namespace. */
    private static String collection(HasMetadata object) {
        String version = object.getApiVersion();
        return "/%s/%s/namespaces/%s/%s"
                .formatted(
                        version.contains("/") ? "apis" : "api",
                        version,
                        object.getMetadata().getNamespace(),
                        object.getPlural());
    }

    private static String named(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
