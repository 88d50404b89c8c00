package io.dyff.kube.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A write as policies look at it.
 *
 * @param part      of the object that is written
 * @param before    null when the object is new
 * @param after     as it is to be stored
 */
record Admission(ResourceType type, Part part, @Nullable JsonNode before, JsonNode after, boolean dryRun) {

    /** The one user that this server knows: whoever has its token. */
    private static final String USER = "system:admin";

    String operation() {
        return before == null ? "CREATE" : "UPDATE";
    }

    String namespace() {
        return after.path("metadata").path("namespace").asText("");
    }

    String name() {
        return after.path("metadata").path("name").asText("");
    }

    /** The plural, with the subresource if one is written: {@code pods/status}. */
    String resource() {
        return part.path().isEmpty() ? type.plural() : type.plural() + "/" + part.path();
    }

    /** The labels of each object there is, the new one first. */
    Stream<Map<String, String>> labels() {
        return before == null ? Stream.of(labels(after)) : Stream.of(labels(after), labels(before));
    }

    static Map<String, String> labels(JsonNode object) {
        Map<String, String> labels = new TreeMap<>();
        object.path("metadata")
                .path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    /** The variable of that name; source of the fields: AdmissionRequest of admission.k8s.io/v1. */
    ObjectNode request() {
        ObjectNode request = Json.object();
        request.putObject("kind")
                .put("group", type.group())
                .put("version", type.version())
                .put("kind", type.kind());
        request.putObject("resource")
                .put("group", type.group())
                .put("version", type.version())
                .put("resource", type.plural());
        request.put("subResource", part.path())
                .put("name", name())
                .put("namespace", namespace())
                .put("operation", operation())
                .put("dryRun", dryRun);
        request.putObject("userInfo")
                .put("username", USER)
                .putArray("groups")
                .add("system:masters")
                .add("system:authenticated");
        return request;
    }
}
