package io.dyff.routes.component.kubeinformer;

import io.dyff.routes.kind.Kind;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The custom resources of the platform in their namespace; those that the orchestrator made carry its label. */
public final class Kubernetes {
    public static final String GROUP = "dyff.io";
    public static final String VERSION = "v1alpha1";
    public static final String MANAGED_BY = "dyff.io/managed-by";
    public static final String ORCHESTRATOR = "orchestrator";
    private static final String FIELD_MANAGER = "dyff-orchestrator";

    private final KubernetesClient client;
    private final String namespace;

    public Kubernetes(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** True for an object that the orchestrator made; others are the business of whoever applied them. */
    public static boolean isManaged(GenericKubernetesResource resource) {
        Map<String, String> labels = resource.getMetadata().getLabels();
        return labels != null && ORCHESTRATOR.equals(labels.get(MANAGED_BY));
    }

    /** Server-side apply, without force: a field that another manager set otherwise is a conflict (409). */
    public GenericKubernetesResource apply(Kind.Cluster kind, GenericKubernetesResource wanted) {
        return named(kind, wanted.getMetadata().getName())
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager(FIELD_MANAGER)
                                .withForce(false)
                                .build(),
                        wanted);
    }

    public @Nullable GenericKubernetesResource get(Kind.Cluster kind, String name) {
        return named(kind, name).get();
    }

    /** Every object of the kind that the orchestrator made. */
    public List<GenericKubernetesResource> list(Kind.Cluster kind) {
        return of(kind).inNamespace(namespace)
                .withLabel(MANAGED_BY, ORCHESTRATOR)
                .list()
                .getItems();
    }

    /** Deletes this object, and its children before it. */
    public void delete(Kind.Cluster kind, GenericKubernetesResource existing) {
        named(kind, existing.getMetadata().getName())
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();
    }

    private Resource<GenericKubernetesResource> named(Kind.Cluster kind, String name) {
        return of(kind).inNamespace(namespace).withName(name);
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            of(Kind.Cluster kind) {
        return client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(GROUP)
                .withVersion(VERSION)
                .withKind(kind.kind())
                .withPlural(kind.plural())
                .withNamespaced(true)
                .build());
    }
}
