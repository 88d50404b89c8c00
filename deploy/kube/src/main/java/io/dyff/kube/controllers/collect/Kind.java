package io.dyff.kube.controllers.collect;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** A kind as discovery tells it. */
record Kind(String group, String version, String kind, String plural, boolean namespaced) {

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(namespaced)
                .build();
    }

    String collection(String namespace) {
        String root = (group.isEmpty() ? "/api/" : "/apis/") + apiVersion();
        return root + (namespaced && !namespace.isEmpty() ? "/namespaces/" + namespace : "") + "/" + plural;
    }

    String path(String namespace, String name) {
        return collection(namespace) + "/" + name;
    }
}
