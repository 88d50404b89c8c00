package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renames top-level fields one after the other: a later entry sees what earlier ones did. */
final class Rename implements Adapter {

    private final Map<String, String> names = new LinkedHashMap<>();

    Rename(JsonNode configuration) throws AdapterException {
        if (!configuration.isObject()) {
            throw new AdapterException("configuration must be an object of old and new names");
        }
        for (Map.Entry<String, JsonNode> entry : configuration.properties()) {
            if (!entry.getValue().isTextual()) {
                throw new AdapterException("new name of '" + entry.getKey() + "' must be a string");
            }
            names.put(entry.getKey(), entry.getValue().textValue());
        }
    }

    @Override
    public List<JsonNode> apply(JsonNode item) throws AdapterException {
        ObjectNode renamed = Adapter.copyOfObject(item);
        for (Map.Entry<String, String> name : names.entrySet()) {
            JsonNode value = Adapter.requiredField(renamed, name.getKey());
            renamed.remove(name.getKey());
            renamed.set(name.getValue(), value);
        }
        return List.of(renamed);
    }
}
