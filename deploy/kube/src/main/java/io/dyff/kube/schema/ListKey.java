package io.dyff.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;

/** Identity of an item in a list of type map. */
public final class ListKey {

    private ListKey() {}

    /** The key fields as JSON with sorted names, absent ones by their default: {@code {"name":"main"}}. */
    public static String of(Schema list, JsonNode item) {
        ObjectNode key = Json.object();
        list.mapKeys().stream().sorted().forEach(name -> {
            JsonNode value = item.get(name);
            JsonNode absent = list.items().property(name).defaultValue();
            if (value != null) {
                key.set(name, value);
            } else if (absent != null) {
                key.set(name, absent);
            }
        });
        return key.toString();
    }
}
