package io.dyff.kube.controllers.collect;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;

/**
 * What the collector remembers of an object.
 *
 * @param kind      the path of its collection without namespace, such as {@code /apis/batch/v1} and {@code jobs}
 * @param namespace empty for cluster-wide kinds
 */
record Known(
        Kind kind,
        String namespace,
        String name,
        String uid,
        String version,
        List<OwnerReference> owners,
        List<String> finalizers,
        boolean ending) {

    static Known of(Kind kind, GenericKubernetesResource object) {
        var metadata = object.getMetadata();
        return new Known(
                kind,
                metadata.getNamespace() == null ? "" : metadata.getNamespace(),
                metadata.getName(),
                metadata.getUid(),
                metadata.getResourceVersion(),
                List.copyOf(metadata.getOwnerReferences()),
                List.copyOf(metadata.getFinalizers()),
                metadata.getDeletionTimestamp() != null);
    }

    boolean waitsForDependents() {
        return ending && finalizers.contains("foregroundDeletion");
    }

    boolean orphansDependents() {
        return ending && finalizers.contains("orphan");
    }

    String path() {
        return kind.path(namespace, name);
    }
}
