package io.dyff.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import java.util.HashMap;
import java.util.Map;

/**
 * One version of an object: its JSON, and beside it what selectors ask for, so that reading never parses.
 *
 * @param version the resourceVersion that also stands in the JSON
 * @param fields  values of the fields that a fieldSelector may name
 */
public record Stored(
        Key key, long version, String uid, Map<String, String> labels, Map<String, String> fields, byte[] json) {

    static Stored of(Key key, ObjectNode tree) {
        JsonNode metadata = tree.path("metadata");
        Map<String, String> labels = new HashMap<>();
        metadata.path("labels")
                .properties()
                .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
        return new Stored(
                key,
                metadata.path("resourceVersion").asLong(),
                metadata.path("uid").asText(),
                Map.copyOf(labels),
                SelectableFields.of(key, tree),
                Json.bytes(tree));
    }

    /** A copy that the caller may change. */
    public ObjectNode tree() {
        return Json.trusted(json);
    }
}
