package io.dyff.operator.kubectl.cluster;

import io.dyff.operator.api.InferenceSession;
import io.dyff.operator.api.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what the operator made for a resource, and for what it made: one request for each type of object. */
final class Children {

    /** What resources of ours are made of, in the order in which people want to see them. */
    private static final List<Class<? extends HasMetadata>> TYPES =
            List.of(Job.class, Deployment.class, Service.class, ConfigMap.class, Pod.class);

    private final KubernetesClient client;
    private final String namespace;
    private final List<String> hidden;

    /** @param hidden takes a sentence for each type that this user may not list */
    Children(KubernetesClient client, String namespace, List<String> hidden) {
        this.client = client;
        this.namespace = namespace;
        this.hidden = hidden;
    }

    /** All of it; what an earlier resource of the same name has left does not count. */
    List<HasMetadata> of(HasMetadata primary) {
        List<HasMetadata> owners = new ArrayList<>(List.of(primary));
        owners.addAll(list(InferenceSession.class, List.of(primary.getMetadata().getName())).stream()
                .filter(session -> belongs(session, Set.of(uid(primary))))
                .toList());
        Set<String> uids = new HashSet<>(owners.stream().map(Children::uid).toList());
        List<String> names =
                owners.stream().map(owner -> owner.getMetadata().getName()).toList();
        List<HasMetadata> found = new ArrayList<>(owners.subList(1, owners.size()));
        for (Class<? extends HasMetadata> type : TYPES) {
            list(type, names).stream().filter(object -> belongs(object, uids)).forEach(found::add);
        }
        return found;
    }

    private <T extends HasMetadata> List<T> list(Class<T> type, List<String> instances) {
        try {
            return client.resources(type)
                    .inNamespace(namespace)
                    .withLabelIn(Labels.INSTANCE, instances.toArray(String[]::new))
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            hidden.add(Refusals.words(e));
            return List.of();
        }
    }

    /** Pods belong to what lies between; they carry the uid of the resource. */
    private static boolean belongs(HasMetadata object, Set<String> uids) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return uids.contains(labels.getOrDefault(Labels.UID, ""))
                || object.getMetadata().getOwnerReferences().stream().anyMatch(owner -> uids.contains(owner.getUid()));
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }
}
