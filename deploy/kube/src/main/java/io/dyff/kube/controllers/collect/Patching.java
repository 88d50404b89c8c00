package io.dyff.kube.controllers.collect;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;

/** Merge patches on objects of any kind. */
final class Patching {

    private Patching() {}

    static void merge(KubernetesClient client, Known object, Map<String, Object> patch) {
        Kind kind = object.kind();
        var resources = client.genericKubernetesResources(kind.context());
        var resource = kind.namespaced()
                ? resources.inNamespace(object.namespace()).withName(object.name())
                : resources.withName(object.name());
        resource.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                client.getKubernetesSerialization().asJson(patch));
    }
}
