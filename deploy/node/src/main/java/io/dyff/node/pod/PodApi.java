package io.dyff.node.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.node.container.ConfigSource;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The few calls that a node makes to the API server. Each names the pod's uid, so that a namesake is never touched. */
public final class PodApi implements ConfigSource {

    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final List<String> NULL_WHEN_ABSENT = List.of("reason", "message");

    private final KubernetesClient client;
    private final ObjectMapper json = new ObjectMapper();

    public PodApi(KubernetesClient client) {
        this.client = client;
    }

    /** Gives an unbound pod to a node. False when somebody else was faster, or the pod is gone. */
    public boolean bind(Pod pod, String node) {
        var binding = new BindingBuilder()
                .withNewMetadata()
                .withName(name(pod))
                .withNamespace(namespace(pod))
                .withUid(uid(pod))
                .endMetadata()
                .withNewTarget()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(node)
                .endTarget()
                .build();
        return unlessGone(() -> client.raw(path(pod) + "/binding", "POST", binding));
    }

    /** Replaces the fields of a status that a node owns. Empty when the pod is gone. */
    Optional<Pod> patchStatus(Pod pod, PodStatus status) {
        ObjectNode patch = patch(pod);
        ObjectNode body = patch.putObject("status");
        JsonNode values = json.valueToTree(status);
        values.fields().forEachRemaining(field -> body.set(field.getKey(), field.getValue()));
        NULL_WHEN_ABSENT.stream().filter(field -> !body.has(field)).forEach(body::putNull);
        try {
            return Optional.ofNullable(client.pods()
                    .inNamespace(namespace(pod))
                    .withName(name(pod))
                    .subresource("status")
                    .patch(MERGE, patch.toString()));
        } catch (KubernetesClientException failure) {
            if (failure.getCode() == 404) {
                return Optional.empty();
            }
            throw failure; // a conflict too: the writer tries again until its pod is known to be gone
        }
    }

    /** Adds annotations. */
    void annotate(Pod pod, Map<String, String> annotations) {
        ObjectNode patch = patch(pod);
        ObjectNode values = ((ObjectNode) patch.get("metadata")).putObject("annotations");
        annotations.forEach(values::put);
        unlessGone(() ->
                client.pods().inNamespace(namespace(pod)).withName(name(pod)).patch(MERGE, patch.toString()));
    }

    /** Removes the object of a pod whose programs have ended. */
    public void delete(Pod pod) {
        var options = new DeleteOptionsBuilder()
                .withApiVersion("v1")
                .withKind("DeleteOptions")
                .withGracePeriodSeconds(0L)
                .withNewPreconditions()
                .withUid(uid(pod))
                .endPreconditions()
                .build();
        unlessGone(() -> client.raw(path(pod), "DELETE", options));
    }

    @Override
    public Optional<Map<String, byte[]>> configMap(String namespace, String name) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(found -> {
                    Map<String, byte[]> entries = decoded(found.getBinaryData());
                    if (found.getData() != null) {
                        found.getData().forEach((key, text) -> entries.put(key, text.getBytes(StandardCharsets.UTF_8)));
                    }
                    return entries;
                });
    }

    @Override
    public Optional<Map<String, byte[]>> secret(String namespace, String name) {
        return Optional.ofNullable(
                        client.secrets().inNamespace(namespace).withName(name).get())
                .map(found -> decoded(found.getData()));
    }

    private static Map<String, byte[]> decoded(Map<String, String> values) {
        Map<String, byte[]> entries = new HashMap<>();
        if (values != null) {
            values.forEach((key, text) -> entries.put(key, Base64.getDecoder().decode(text)));
        }
        return entries;
    }

    private ObjectNode patch(Pod pod) {
        ObjectNode patch = json.createObjectNode();
        patch.putObject("metadata").put("uid", uid(pod));
        return patch;
    }

    private static boolean unlessGone(Runnable call) {
        try {
            call.run();
            return true;
        } catch (KubernetesClientException failure) {
            if (gone(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /** 404: no such pod. 409: it is another one, or not in the state that was expected. */
    private static boolean gone(KubernetesClientException failure) {
        return failure.getCode() == 404 || failure.getCode() == 409;
    }

    private static String path(Pod pod) {
        return "/api/v1/namespaces/" + namespace(pod) + "/pods/" + name(pod);
    }

    private static String namespace(Pod pod) {
        return pod.getMetadata().getNamespace();
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }
}
