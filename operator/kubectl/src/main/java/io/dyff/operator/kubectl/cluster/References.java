package io.dyff.operator.kubectl.cluster;

import io.dyff.operator.api.Evaluation;
import io.dyff.operator.api.InferenceSession;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;

/** Finds what a resource uses of others. */
final class References {

    /** Sessions of the platform are named by their ids (contract/operator.md section 2). */
    private static final String SESSION = "session-";

    private References() {}

    /** @param hidden takes a sentence when this user may not look at it */
    static List<Reference> of(HasMetadata primary, KubernetesClient client, String namespace, List<String> hidden) {
        if (!(primary instanceof Evaluation evaluation)
                || evaluation.getSpec() == null
                || evaluation.getSpec().inferenceSessionReference() == null) {
            return List.of();
        }
        String name = SESSION + evaluation.getSpec().inferenceSessionReference();
        try {
            InferenceSession session = client.resources(InferenceSession.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
            return List.of(new Reference(HasMetadata.getKind(InferenceSession.class) + "/" + name, session));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            hidden.add(Refusals.words(e));
            return List.of();
        }
    }
}
