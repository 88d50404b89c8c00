package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.patch.Conflicts;
import io.dyff.kube.patch.ManagedFields;
import io.dyff.kube.schema.Cause;
import io.dyff.kube.store.Key;
import io.dyff.kube.store.ObjectStore;
import io.dyff.kube.store.Selection;
import io.dyff.kube.store.Stored;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;

/** The verbs that write: create, update, patch and apply; deleting is {@link Deletion}'s. */
public final class Objects {

    private static final String DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";

    private final ObjectStore store;
    private final ResourceTypes types;
    private final Definitions definitions;
    private final Policies policies;
    private final Conformity conformity;
    private final Clock clock;

    public Objects(ObjectStore store, ResourceTypes types, Clock clock) {
        this.store = store;
        this.types = types;
        this.definitions = new Definitions(types.modelSchemas(), clock);
        this.policies = new Policies(store);
        this.conformity = new Conformity(definitions, policies);
        this.clock = clock;
        store.list(DEFINITIONS, Selection.EVERYTHING).objects().forEach(stored -> serve(stored.tree()));
        ensureNamespace("default");
        ensureNamespace("kube-system");
    }

    private void ensureNamespace(String name) {
        ResourceType type = types.builtIn("namespaces");
        if (store.get(type.key("", name)).isEmpty()) {
            ObjectNode body = Json.object();
            Json.child(body, "metadata").put("name", name);
            create(type, "", body, WriteOptions.plain());
        }
    }

    ObjectStore store() {
        return store;
    }

    ResourceTypes types() {
        return types;
    }

    Clock clock() {
        return clock;
    }

    public Stored get(ResourceType type, String namespace, String name) {
        return store.get(type.key(namespace, name)).orElseThrow(() -> ApiError.notFound(type, name));
    }

    public ObjectNode create(ResourceType type, String namespace, ObjectNode body, WriteOptions options) {
        Headers.match(type, namespace, "", body);
        JsonNode version = body.path("metadata").path("resourceVersion");
        if (!version.asText("").isEmpty() && !version.isNull()) {
            throw ApiError.badRequest("resourceVersion should not be set on objects to be created");
        }
        Json.child(body, "metadata").remove("managedFields");
        try {
            return insert(type, namespace, body, false, options);
        } catch (Undecodable e) {
            throw e.ofObject(type);
        }
    }

    private ObjectNode insert(
            ResourceType type, String namespace, ObjectNode object, boolean apply, WriteOptions options) {
        requireNamespace(type, namespace, object.path("metadata").path("name").asText(""));
        conformity.prune(type, object, options);
        Headers.begin(type, object, Instant.now(clock));
        if (type.hasStatus()) {
            object.remove("status");
        }
        conformity.shape(type, object);
        if (!apply) {
            recordWriter(type, Part.WHOLE, Json.object(), object, options);
        }
        conformity.rules(type).begin(object);
        conformity.check(type, null, object, options);
        policies.check(new Admission(type, Part.WHOLE, null, object, options.dryRun()), options.warnings());
        Key key = type.key(namespace, object.path("metadata").path("name").asText());
        store.get(key).ifPresent(there -> {
            throw there.tree().path("metadata").has("deletionTimestamp")
                    ? ApiError.beingDeleted(type, key.name())
                    : ApiError.alreadyExists(type, key.name());
        });
        return options.dryRun() ? object : insertChecked(type, key, object);
    }

    private ObjectNode insertChecked(ResourceType type, Key key, ObjectNode object) {
        try {
            object.put("apiVersion", type.storedApiVersion());
            store.put(key, 0, object);
            afterWrite(type, object);
            return object;
        } catch (ObjectStore.Stale e) {
            throw ApiError.alreadyExists(type, key.name());
        }
    }

    private void requireNamespace(ResourceType type, String namespace, String name) {
        if (!type.namespaced()) {
            return;
        }
        ResourceType namespaces = types.builtIn("namespaces");
        ObjectNode found = get(namespaces, "", namespace).tree();
        if (found.path("metadata").has("deletionTimestamp")) {
            throw ApiError.namespaceEnds(type, name, namespace);
        }
    }

    /** Replaces an object, or its status alone. */
    public ObjectNode update(
            ResourceType type, String namespace, String name, Part part, ObjectNode body, WriteOptions options) {
        Headers.match(type, namespace, name, body);
        requireVersion(type, name, body);
        try {
            return change(type, type.key(namespace, name), part, options, current -> body.deepCopy());
        } catch (Undecodable e) {
            throw e.ofObject(type);
        }
    }

    /** Only the built-in kinds can be replaced by who does not know what he replaces. */
    private static void requireVersion(ResourceType type, String name, JsonNode body) {
        if (type.custom()
                && body.path("metadata").path("resourceVersion").asText("").isEmpty()) {
            throw ApiError.invalid(
                    type,
                    name,
                    List.of(Cause.invalid("metadata.resourceVersion", "0", "must be specified for an update")));
        }
    }

    public ObjectNode patch(
            ResourceType type, String namespace, String name, Part part, Patch patch, WriteOptions options) {
        try {
            return change(type, type.key(namespace, name), part, options, current -> {
                ObjectNode patched = patch.apply(type, current);
                Headers.match(type, namespace, name, patched);
                return patched;
            });
        } catch (Undecodable e) {
            throw e.ofPatch();
        }
    }

    /** Puts a pod on a node, once. */
    public void bind(ResourceType pods, String namespace, String name, ObjectNode binding, WriteOptions options) {
        String node = binding.path("target").path("name").asText();
        String uid = binding.path("metadata").path("uid").asText("");
        Key key = pods.key(namespace, name);
        change(pods, key, Part.WHOLE, options, pod -> {
            String bound = pod.path("spec").path("nodeName").asText("");
            if (!bound.isEmpty()) {
                throw ApiError.conflict(pods, name, "pod " + name + " is already assigned to node \"" + bound + "\"");
            }
            if (!uid.isEmpty()) {
                Json.child(pod, "metadata").put("uid", uid);
            }
            Json.child(pod, "spec").put("nodeName", node);
            return pod;
        });
        change(pods, key, Part.STATUS, options, pod -> {
            Json.child(pod, "status")
                    .withArray("conditions")
                    .addObject()
                    .put("type", "PodScheduled")
                    .put("status", "True")
                    .put(
                            "lastTransitionTime",
                            Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString());
            return pod;
        });
    }

    /**
     * Server-side apply: makes the object if need be.
     *
     * @return the object, and whether it is new
     */
    public Applied apply(
            ResourceType type, String namespace, String name, Part part, ObjectNode applied, WriteOptions options) {
        Conformity.requireDeclared(type, applied);
        Headers.match(type, namespace, name, applied);
        Key key = type.key(namespace, name);
        ManagedFields.Writer writer = writer(type, part, options);
        part.restrict(type, applied);
        if (part == Part.WHOLE && store.get(key).isEmpty()) {
            requireNoUid(type, name, applied);
            ObjectNode object = applied(type, Json.object(), applied.deepCopy(), writer, options);
            try {
                return new Applied(insert(type, namespace, object, true, options), true);
            } catch (ApiError e) {
                if (e.code() != 409) {
                    throw e;
                }
            }
        }
        ObjectNode result = change(type, key, part, options, true, current -> {
            ObjectNode merged = applied(type, current, applied.deepCopy(), writer, options);
            Headers.match(type, namespace, name, merged);
            return merged;
        });
        return new Applied(result, false);
    }

    private ManagedFields.Writer writer(ResourceType type, Part part, WriteOptions options) {
        return new ManagedFields.Writer(options.fieldManager(), type.apiVersion(), part.path(), Instant.now(clock));
    }

    private static ObjectNode applied(
            ResourceType type, ObjectNode live, ObjectNode applied, ManagedFields.Writer writer, WriteOptions options) {
        try {
            return ManagedFields.apply(type.schema(), live, applied, writer, options.force());
        } catch (Conflicts e) {
            throw ApiError.applyConflict(String.valueOf(e.getMessage()), e.causes());
        }
    }

    private void recordWriter(ResourceType type, Part part, ObjectNode before, ObjectNode after, WriteOptions options) {
        ManagedFields.update(type.schema(), before, after, writer(type, part, options));
    }

    /** Who names a uid means an object that was there: another one of its name must not be made in its place. */
    private static void requireNoUid(ResourceType type, String name, ObjectNode applied) {
        String uid = applied.path("metadata").path("uid").asText("");
        if (!uid.isEmpty()) {
            throw ApiError.conflict(
                    type,
                    name,
                    "uid mismatch: the provided object specified uid " + uid + ", and no existing object was found");
        }
    }

    /** What an apply left behind. */
    public record Applied(ObjectNode object, boolean created) {}

    /**
     * Changes an object, again from the start when someone else was faster and the change names no version.
     *
     * @param change gets a copy that it may change
     */
    ObjectNode change(ResourceType type, Key key, Part part, WriteOptions options, UnaryOperator<ObjectNode> change) {
        return change(type, key, part, options, false, change);
    }

    private ObjectNode change(
            ResourceType type,
            Key key,
            Part part,
            WriteOptions options,
            boolean apply,
            UnaryOperator<ObjectNode> change) {
        while (true) {
            Stored stored = store.get(key).orElseThrow(() -> ApiError.notFound(type, key.name()));
            ObjectNode before = stored.tree().put("apiVersion", type.apiVersion());
            ObjectNode proposed = change.apply(before.deepCopy());
            requireSame(type, stored, proposed);
            ObjectNode after = conform(type, part, apply, before, proposed, options);
            if (options.dryRun() || Json.same(before, after)) {
                return after;
            }
            try {
                return write(type, stored, after);
            } catch (ObjectStore.Stale e) {
                // A proposal that names a version meets the conflict in the next round.
            }
        }
    }

    private static void requireSame(ResourceType type, Stored stored, ObjectNode proposed) {
        JsonNode metadata = proposed.path("metadata");
        String version = metadata.path("resourceVersion").asText("");
        if (!version.isEmpty() && !version.equals("0") && !version.equals(Long.toString(stored.version()))) {
            throw ApiError.modified(type, stored.key());
        }
        String uid = metadata.path("uid").asText("");
        if (!uid.isEmpty() && !uid.equals(stored.uid())) {
            throw ApiError.conflict(
                    type,
                    stored.key().name(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + stored.uid());
        }
    }

    private ObjectNode conform(
            ResourceType type, Part part, boolean apply, ObjectNode before, ObjectNode proposed, WriteOptions options) {
        conformity.prune(type, proposed, options);
        ObjectNode after =
                part.take(type, before, proposed, conformity.rules(type).statusWritesMetadata());
        Headers.keep(before, after);
        conformity.shape(type, after);
        if (!apply) {
            recordWriter(type, part, before, after, options);
        }
        conformity.check(type, before, after, options);
        policies.check(new Admission(type, part, before, after, options.dryRun()), options.warnings());
        Conformity.countGeneration(type, before, after);
        return after;
    }

    private ObjectNode write(ResourceType type, Stored stored, ObjectNode after) throws ObjectStore.Stale {
        if (Deletion.isDue(after)) {
            beforeRemoval(type, after);
            store.remove(stored.key(), stored.version());
            return after;
        }
        String served = after.path("apiVersion").asText();
        after.put("apiVersion", type.storedApiVersion());
        store.put(stored.key(), stored.version(), after);
        afterWrite(type, after);
        return after.put("apiVersion", served);
    }

    private void afterWrite(ResourceType type, ObjectNode object) {
        if (type.resource().equals(DEFINITIONS)) {
            serve(object);
        }
    }

    private void serve(ObjectNode definition) {
        types.define(definition.path("metadata").path("name").asText(), definitions.versions(definition));
    }

    /** A definition takes the objects of its kinds along, however it goes. */
    void beforeRemoval(ResourceType type, ObjectNode object) {
        if (type.resource().equals(DEFINITIONS)) {
            withdraw(object);
        }
    }

    /** Stops serving the kinds of a definition, after their objects. */
    private void withdraw(ObjectNode definition) {
        List<ResourceType> versions = definitions.versions(definition);
        versions.stream()
                .map(ResourceType::resource)
                .distinct()
                .forEach(resource ->
                        store.list(resource, Selection.EVERYTHING).objects().forEach(this::removeAnyway));
        types.define(definition.path("metadata").path("name").asText(), List.of());
    }

    private void removeAnyway(Stored stored) {
        Stored seen = stored;
        while (true) {
            try {
                store.remove(seen.key(), seen.version());
                return;
            } catch (ObjectStore.Stale e) {
                var now = store.get(stored.key());
                if (now.isEmpty()) {
                    return;
                }
                seen = now.get();
            }
        }
    }
}
