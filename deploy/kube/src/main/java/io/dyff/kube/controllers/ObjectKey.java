package io.dyff.kube.controllers;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Names an object of a known kind. */
public record ObjectKey(String namespace, String name) {

    public static ObjectKey of(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return new ObjectKey(
                namespace == null ? "" : namespace, object.getMetadata().getName());
    }

    /** The key of the informers' caches. */
    public String cached() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    @Override
    public String toString() {
        return cached();
    }
}
