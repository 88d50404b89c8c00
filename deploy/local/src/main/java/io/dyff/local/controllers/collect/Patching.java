package io.dyff.local.controllers.collect;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Map;

/** Merge patches on objects of any kind. */
final class Patching {

    private Patching() {}

    static void merge(KubernetesClient client, Known object, Map<String, Object> patch) {
        Kind kind = object.kind();
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup(kind.group())
                .withVersion(kind.version())
                .withKind(kind.kind())
                .withPlural(kind.plural())
                .withNamespaced(kind.namespaced())
                .build();
        var resources = client.genericKubernetesResources(context);
        var resource = kind.namespaced()
                ? resources.inNamespace(object.namespace()).withName(object.name())
                : resources.withName(object.name());
        resource.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                client.getKubernetesSerialization().asJson(patch));
    }
}
