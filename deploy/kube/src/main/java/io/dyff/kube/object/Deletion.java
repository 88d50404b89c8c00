package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.store.Key;
import io.dyff.kube.store.ObjectStore;
import io.dyff.kube.store.Selection;
import io.dyff.kube.store.Stored;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Deletes: at once, or by marking the object until its finalizers, or the agent that runs the pod, are done with it. */
public final class Deletion {

    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";
    private static final long DEFAULT_GRACE = 30;

    private final Objects objects;
    private final ObjectStore store;

    public Deletion(Objects objects) {
        this.objects = objects;
        this.store = objects.store();
    }

    /** What deleting did: the object is gone, or it carries a deletionTimestamp now. */
    public record Outcome(ObjectNode object, boolean gone) {}

    public Outcome delete(ResourceType type, Key key, DeleteOptions options) {
        while (true) {
            Stored stored = store.get(key).orElseThrow(() -> ApiError.notFound(type, key.name()));
            requirePreconditions(type, stored, options);
            ObjectNode object = stored.tree();
            boolean marked = mark(type, object, options);
            try {
                if (!marked) {
                    return remove(type, stored, object, options);
                }
                ObjectNode before = stored.tree();
                if (!options.dryRun() && !Json.same(before, object)) {
                    store.put(key, stored.version(), object);
                }
                return new Outcome(object.put("apiVersion", type.apiVersion()), false);
            } catch (ObjectStore.Stale e) {
                // Someone changed it meanwhile: look again.
            }
        }
    }

    private Outcome remove(ResourceType type, Stored stored, ObjectNode object, DeleteOptions options)
            throws ObjectStore.Stale {
        if (!options.dryRun()) {
            objects.beforeRemoval(type, object);
            store.remove(stored.key(), stored.version());
        }
        return new Outcome(object, true);
    }

    /** Deletes everything selected and returns how it stood. */
    public List<Stored> deleteAll(ResourceType type, Selection selection, DeleteOptions options) {
        List<Stored> selected = store.list(type.resource(), selection).objects();
        for (Stored stored : selected) {
            try {
                delete(type, stored.key(), options);
            } catch (ApiError e) {
                if (e.code() != 404) {
                    throw e;
                }
            }
        }
        return selected;
    }

    private static void requirePreconditions(ResourceType type, Stored stored, DeleteOptions options) {
        if (!options.uid().isEmpty() && !options.uid().equals(stored.uid())) {
            throw ApiError.otherObject(
                    type,
                    stored.key().name(),
                    "the UID in the precondition (" + options.uid() + ") does not match the UID in record ("
                            + stored.uid() + "). The object might have been deleted and then recreated");
        }
        String version = Long.toString(stored.version());
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(version)) {
            throw ApiError.otherObject(
                    type,
                    stored.key().name(),
                    "the ResourceVersion in the precondition (" + options.resourceVersion()
                            + ") does not match the ResourceVersion in record (" + version
                            + "). The object might have been modified");
        }
    }

    /** Marks the object as being deleted; false when nothing keeps it. */
    private boolean mark(ResourceType type, ObjectNode object, DeleteOptions options) {
        ObjectNode metadata = Json.child(object, "metadata");
        setFinalizers(metadata, options.propagation());
        long grace = graceSeconds(type, object, options);
        if (!isKept(object) && grace == 0) {
            return false;
        }
        boolean sooner = grace < metadata.path("deletionGracePeriodSeconds").asLong(Long.MAX_VALUE);
        if (!metadata.has("deletionTimestamp") || sooner) {
            Instant due = Instant.now(objects.clock()).plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS);
            metadata.put("deletionTimestamp", due.toString());
            metadata.put("deletionGracePeriodSeconds", (int) grace);
            if (type.hasGeneration()) {
                metadata.put("generation", metadata.path("generation").asInt() + 1);
            }
        }
        if (type.is("", "namespaces")) {
            Json.child(object, "status").put("phase", "Terminating");
        }
        return true;
    }

    private static void setFinalizers(ObjectNode metadata, DeleteOptions.Propagation propagation) {
        if (propagation == DeleteOptions.Propagation.UNSAID) {
            return;
        }
        List<String> finalizers = new ArrayList<>(ResourceTypes.texts(metadata.path("finalizers")));
        finalizers.remove(FOREGROUND);
        finalizers.remove(ORPHAN);
        if (propagation == DeleteOptions.Propagation.FOREGROUND) {
            finalizers.add(FOREGROUND);
        } else if (propagation == DeleteOptions.Propagation.ORPHAN) {
            finalizers.add(ORPHAN);
        }
        if (finalizers.isEmpty()) {
            metadata.remove("finalizers");
        } else {
            ArrayNode array = metadata.putArray("finalizers");
            finalizers.forEach(array::add);
        }
    }

    /** Only pods that an agent may be running get time to end. */
    private static long graceSeconds(ResourceType type, JsonNode object, DeleteOptions options) {
        if (!type.is("", "pods")) {
            return 0;
        }
        String phase = object.path("status").path("phase").asText();
        boolean bound = !object.path("spec").path("nodeName").asText("").isEmpty();
        if (!bound || phase.equals("Succeeded") || phase.equals("Failed")) {
            return 0;
        }
        return options.graceSeconds()
                .orElse(object.path("spec")
                        .path("terminationGracePeriodSeconds")
                        .asLong(DEFAULT_GRACE));
    }

    private static boolean isKept(JsonNode object) {
        boolean namespace = object.path("kind").asText().equals("Namespace");
        return !object.path("metadata").path("finalizers").isEmpty()
                || (namespace && !object.path("spec").path("finalizers").isEmpty());
    }

    /** Whether a marked object has nothing left that keeps it. */
    static boolean isDue(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return metadata.has("deletionTimestamp")
                && metadata.path("deletionGracePeriodSeconds").asLong(0) == 0
                && !isKept(object);
    }
}
