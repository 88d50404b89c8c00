package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import java.util.List;

/** Which part of an object a request writes. */
public enum Part {
    /** All but the status, where that has a path of its own. */
    WHOLE(""),
    STATUS("status"),
    /** The finalizers in the spec of a namespace. */
    FINALIZERS("finalize");

    private final String path;

    Part(String path) {
        this.path = path;
    }

    /** The name of the subresource; empty for the object itself. */
    String path() {
        return path;
    }

    /** The object with this part from the proposal and all else as it was. */
    ObjectNode take(ResourceType type, ObjectNode before, ObjectNode proposed, boolean withLabels) {
        if (this == WHOLE) {
            if (type.hasStatus()) {
                copy("status", before, proposed);
            }
            return proposed;
        }
        ObjectNode after = before.deepCopy();
        ObjectNode metadata = Json.child(after, "metadata");
        copy("managedFields", proposed.path("metadata"), metadata);
        if (this == STATUS) {
            copy("status", proposed, after);
            if (withLabels) {
                copy("labels", proposed.path("metadata"), metadata);
                copy("annotations", proposed.path("metadata"), metadata);
            }
        } else {
            copy("finalizers", proposed.path("spec"), Json.child(after, "spec"));
        }
        return after;
    }

    private static void copy(String field, JsonNode from, ObjectNode to) {
        if (from.has(field)) {
            to.set(field, from.get(field));
        } else {
            to.remove(field);
        }
    }

    /** Takes out of an applied object what this path does not write, so that nobody comes to own it. */
    void restrict(ResourceType type, ObjectNode applied) {
        if (this == STATUS) {
            applied.retain(List.of("apiVersion", "kind", "metadata", "status"));
            Json.child(applied, "metadata").retain(List.of("name", "namespace", "uid", "resourceVersion"));
        } else if (type.hasStatus()) {
            applied.remove("status");
        }
        Json.child(applied, "metadata").remove("managedFields");
    }
}
