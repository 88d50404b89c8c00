package io.dyff.kube.controllers;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes and deletes the pods of an owner. */
public final class Children {

    private static final int GONE = 404;
    private static final int EXISTS = 409;

    private final KubernetesClient client;

    public Children(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Makes pods from a template until the wanted number is made, or the cache turns out to be behind.
     *
     * @param known the owner's pods as the cache has them
     * @return how many were made
     */
    public int make(HasMetadata owner, PodTemplateSpec template, Collection<Pod> known, int wanted) {
        Set<String> taken =
                known.stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
        int made = 0;
        for (int index = 0; made < wanted; index++) {
            String name = Names.child(
                    owner.getMetadata().getName(), owner.getMetadata().getUid(), index);
            if (taken.contains(name)) {
                continue;
            }
            if (!create(pod(owner, template, name))) {
                return made;
            }
            made++;
        }
        return made;
    }

    private static Pod pod(HasMetadata owner, PodTemplateSpec template, String name) {
        var metadata = new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(owner.getMetadata().getNamespace())
                .withOwnerReferences(Owners.reference(owner));
        if (template.getMetadata() != null) {
            metadata.withLabels(template.getMetadata().getLabels())
                    .withAnnotations(template.getMetadata().getAnnotations())
                    .withFinalizers(template.getMetadata().getFinalizers());
        }
        return new PodBuilder()
                .withMetadata(metadata.build())
                .withSpec(template.getSpec())
                .build();
    }

    /** False when it exists already: then an event that tells of it is on its way. */
    private boolean create(Pod pod) {
        try {
            client.resource(pod).create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == EXISTS) {
                return false;
            }
            throw e;
        }
    }

    public void delete(Pod pod) {
        try {
            client.resource(pod).delete();
        } catch (KubernetesClientException e) {
            if (e.getCode() != GONE) {
                throw e;
            }
        }
    }
}
